import { type Kysely, sql } from 'kysely'

/** A role, or a key, may be for some shows only. Shows are known by ids that are never given anew, so that one that ends opens nothing. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Null: all shows, and the installation.
    alter table users add column show_ids integer[] check (role <> 'owner' or show_ids is null);
    alter table invites add column show_ids integer[] check (role <> 'owner' or show_ids is null);
    alter table api_keys add column show_ids integer[]
      check (show_ids is null or scopes <@ array['read', 'export'])`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  // Who is for some shows only would be for all.
  await sql`
    delete from users where show_ids is not null;
    delete from invites where show_ids is not null;
    delete from api_keys where show_ids is not null;
    alter table users drop column show_ids;
    alter table invites drop column show_ids;
    alter table api_keys drop column show_ids`.execute(db)
}
