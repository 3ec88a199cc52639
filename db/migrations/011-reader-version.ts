import { type Kysely, sql } from 'kysely'

/** By which version of the readers all payments were read; 0: by one that did not say. See `READER_VERSION`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table installation add column reader_version integer not null default 0`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`delete from tasks where work ->> 'kind' = 'read-again'`.execute(db)
  await sql`alter table installation drop column reader_version`.execute(db)
}
