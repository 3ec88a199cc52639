import { type Kysely, sql } from 'kysely'

/** Supporters in the order in which they are listed, by what of their names an index can hold: a page of them sorts no others. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index supporters_by_name on supporters (left(lower(name), 100), id)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index supporters_by_name`.execute(db)
}
