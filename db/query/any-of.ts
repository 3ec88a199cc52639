import { type RawBuilder, sql } from 'kysely'

/**
 * One of these values, as one parameter however many they are: `where('id', '=', anyOf(ids))`. Unlike `in`, it is one statement for any
 * number of them, which stays planned, and of none it is true for no row.
 */
export function anyOf<T extends string | number>(values: Iterable<T>): RawBuilder<T> {
  return sql<T>`any(${[...values]})`
}
