import type { ColumnType } from 'kysely'

/** An instant; written as a Date. */
export type Instant = ColumnType<Date, Date, Date>
/** An instant that the database sets when none is given. */
export type InstantByDefault = ColumnType<Date, Date | undefined, Date>
/** An instant that is null until it happens. */
export type InstantOnce = ColumnType<Date | null, Date | null | undefined, Date | null>
/** A jsonb column of this shape; written as JSON text. */
export type Json<T> = ColumnType<T, string, string>
/** A jsonb column that is null until it is filled. */
export type JsonOnce<T> = ColumnType<T | null, string | null | undefined, string | null>
/** The transactions that were seen to be over, as text; none when nothing is given. */
export type SnapshotByDefault = ColumnType<string, string | undefined, string>
/** The id of a transaction, as text; '0' when none is given: before all. */
export type XidByDefault = ColumnType<string, string | undefined, string>
