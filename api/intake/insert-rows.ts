import { sql, type Transaction } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/** The columns of an insert, each with its PostgreSQL type. */
export type Columns = Record<string, string>

/**
 * Inserts rows with one statement of one parameter, however many they are: faster than thousands of parameters.
 * @param columns names and types of the columns to fill
 * @param rows plain values that JSON can say: instants as RFC 3339 text, bytes as `\x…` text
 */
export async function insertRows<T extends Columns>(
  trx: Transaction<DB>,
  table: keyof DB,
  columns: T,
  rows: readonly Record<keyof T, string | number | boolean | object | null>[],
): Promise<void> {
  if (rows.length === 0) return
  const names = sql.join(Object.keys(columns).map((name) => sql.ref(name)))
  const shape = sql.raw(
    Object.entries(columns)
      .map(([name, type]) => `${name} ${type}`)
      .join(', '),
  )
  await sql`
    insert into ${sql.table(table)} (${names})
    select ${names} from json_to_recordset(${JSON.stringify(rows)}::json) as row(${shape})`.execute(trx)
}
