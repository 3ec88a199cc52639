import { type Kysely, sql } from 'kysely'

/** When the webhook of a source last told something. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table connections add column told_at timestamptz`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table connections drop column told_at`.execute(db)
}
