import { type RawBuilder, sql, type Transaction } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/** A row as JSON can say it: instants as RFC 3339 text, bytes as `\x…` text. */
type Row<Column extends string> = Record<Column, string | number | boolean | object | null>
type ColumnOf<Table extends keyof DB> = keyof DB[Table] & string

/** Inserts rows with one statement of one parameter, however many they are: faster than thousands of parameters. */
export async function insertRows<Table extends keyof DB, Column extends ColumnOf<Table>>(
  trx: Transaction<DB>,
  table: Table,
  columns: readonly Column[],
  rows: readonly Row<Column>[],
): Promise<void> {
  if (rows.length > 0) await insertionOf(table, columns, rows).execute(trx)
}

/** The statement that `insertRows` makes, to be part of a larger one. */
export function insertionOf<Table extends keyof DB, Column extends ColumnOf<Table>>(
  table: Table,
  columns: readonly Column[],
  rows: readonly Row<Column>[],
): RawBuilder<unknown> {
  const names = sql.join(columns.map((name) => sql.ref(name)))
  return sql`
    insert into ${sql.table(table)} (${names})
    select ${names} from ${rowsAs(table, rows)} given`
}

/** Rows as a relation with the columns of a table, in its types: one that a row leaves out is null. */
export function rowsAs(table: keyof DB, rows: readonly object[]): RawBuilder<unknown> {
  return sql`json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json)`
}

/** `a = from.a, b = from.b`, for an update from other rows. */
export function takeColumns(columns: readonly string[], from: string): RawBuilder<unknown> {
  return sql.join(columns.map((name) => sql`${sql.ref(name)} = ${sql.ref(`${from}.${name}`)}`))
}
