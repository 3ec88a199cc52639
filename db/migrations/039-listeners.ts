import { type Kysely, sql } from 'kysely'

/** In which language a show speaks to its listeners, and which supporters want a page of their own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table public_settings add column language text not null default 'en' check (language in ('en', 'de', 'es'))`.execute(
    db,
  )
  await sql`
    create table own_pages (
      show_id integer not null references shows on delete cascade,
      supporter_id uuid not null references supporters on delete cascade,
      -- Of the secret in the link that a host sent them.
      token_hash bytea not null unique,
      -- When they said yes; null: they have not, or no longer want one.
      accepted_at timestamptz,
      primary key (show_id, supporter_id)
    );
    create index own_pages_by_supporter on own_pages (supporter_id)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table own_pages`.execute(db)
  await sql`alter table public_settings drop column language`.execute(db)
}
