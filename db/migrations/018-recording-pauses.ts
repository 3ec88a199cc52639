import { type Kysely, sql } from 'kysely'

/** When the clock of a recording stood still. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table segments add column recording_pauses jsonb not null default '[]'`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table segments drop column recording_pauses`.execute(db)
}
