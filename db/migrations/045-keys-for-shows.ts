import { type Kysely, sql } from 'kysely'

/** A key for some shows may do whatever its scopes say, of these; one that reports does so as a source. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table api_keys drop constraint api_keys_check1,
      add constraint api_keys_of_shows check (show_ids is null or source is not null or not 'intake' = any(scopes))`.execute(
    db,
  )
}

export async function down(db: Kysely<unknown>): Promise<void> {
  // Of all shows they would be allowed more than was said.
  await sql`
    delete from api_keys where show_ids is not null and not scopes <@ array['read', 'export'];
    alter table api_keys drop constraint api_keys_of_shows,
      add constraint api_keys_check1 check (show_ids is null or scopes <@ array['read', 'export'])`.execute(
    db,
  )
}
