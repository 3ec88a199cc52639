import type { ColumnType } from 'kysely'

/** An instant; written as a Date. */
export type Instant = ColumnType<Date, Date, Date>
/** An instant that the database sets when none is given. */
export type InstantByDefault = ColumnType<Date, Date | undefined, Date>
/** A jsonb column of this shape; written as JSON text. */
export type Json<T> = ColumnType<T, string, string>
