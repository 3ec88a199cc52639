import { type RawBuilder, sql, type Transaction } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/** The columns of an insert, each with its PostgreSQL type. */
export type Columns = Record<string, string>

/** Rows as JSON can say them: instants as RFC 3339 text, bytes as `\x…` text. */
export type Rows<T extends Columns> = readonly Record<keyof T, string | number | boolean | object | null>[]

/**
 * Inserts rows with one statement of one parameter, however many they are: faster than thousands of parameters.
 * @param columns names and types of the columns to fill
 */
export async function insertRows<T extends Columns>(
  trx: Transaction<DB>,
  table: keyof DB,
  columns: T,
  rows: Rows<T>,
): Promise<void> {
  if (rows.length > 0) await insertionOf(table, columns, rows).execute(trx)
}

/** The statement that `insertRows` makes, to be part of a larger one. */
export function insertionOf<T extends Columns>(
  table: keyof DB,
  columns: T,
  rows: Rows<T>,
): RawBuilder<unknown> {
  const names = sql.join(Object.keys(columns).map((name) => sql.ref(name)))
  const shape = sql.raw(
    Object.entries(columns)
      .map(([name, type]) => `${name} ${type}`)
      .join(', '),
  )
  return sql`
    insert into ${sql.table(table)} (${names})
    select ${names} from json_to_recordset(${JSON.stringify(rows)}::json) as row(${shape})`
}
