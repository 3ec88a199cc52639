import type { ColumnType, Generated } from 'kysely'

type InstantOnce = ColumnType<Date | null, Date | null | undefined, Date | null>

export type MetadataFetchTable = {
  payment_id: string
  host: string
  tries: Generated<number>
  /** Null once there is a result. */
  next_at: InstantOnce
  /** - taken: recorded; contradicts: came, and is not believed; failed: never came, or cannot be read */
  result: 'taken' | 'contradicts' | 'failed' | null
  problem: string | null
  /** What came and was not believed, as it came. */
  answer: Buffer | null
  asked_at: InstantOnce
}
