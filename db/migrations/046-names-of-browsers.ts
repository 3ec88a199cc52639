import { type Kysely, sql } from 'kysely'

/** What a person would call the browser of a session: hints that it is made of come with the request only. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table sessions add column browser text`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table sessions drop column browser`.execute(db)
}
