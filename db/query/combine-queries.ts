import { type Compilable, type Expression, type Kysely, type RawBuilder, sql } from 'kysely'
import type { DB } from '#db/schema/index.ts'

type Query<Row> = RawBuilder<Row> | (Compilable<Row> & Expression<Row>)

/**
 * Runs queries that do not depend on each other as one statement: for a single payment, the ways to the database cost more than
 * what is looked up.
 * @param queries of rows that JSON can say: no instants, no bytes
 * @returns the rows of each, in its order
 */
export async function gather<Rows extends Record<string, object>>(
  db: Kysely<DB>,
  queries: { [Name in keyof Rows]: Query<Rows[Name]> },
): Promise<{ [Name in keyof Rows]: Rows[Name][] }> {
  const parts = Object.entries(queries).map(
    ([name, query]) => sql`(select coalesce(json_agg(q), '[]') from (${query}) q) as ${sql.ref(name)}`,
  )
  const { rows } = await sql<{ [Name in keyof Rows]: Rows[Name][] }>`select ${sql.join(parts)}`.execute(db)
  const [found] = rows
  if (!found) throw new Error('A statement without a table answers one row')
  return found
}
