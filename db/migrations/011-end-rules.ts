import { type Kysely, sql } from 'kysely'

/** A rule that was taken back holds no more, and stays until the payments that it set aside are back. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table rules add ended_at timestamptz`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`delete from rules where ended_at is not null`.execute(db)
  await sql`alter table rules drop ended_at`.execute(db)
}
