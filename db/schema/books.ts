import type { Generated, GeneratedAlways } from 'kysely'
import type { Statement } from '#api/contract/statement.ts'
import type { Instant, InstantByDefault, Json, SnapshotByDefault } from '#db/schema/columns.ts'

/** Where a price comes from: a provider's API, a file, or a person; the latter two win. */
export type RateOrigin = 'provider' | 'file' | 'hand'

export type RateTable = {
  id: GeneratedAlways<number>
  currency: string
  /** From when on it holds. */
  at: Instant
  /** For how long: an hour or a day. */
  seconds: number
  /** Of one bitcoin, numeric(20, 8) as text. */
  price: string
  origin: RateOrigin
  source: string
  fetched_at: InstantByDefault
}

export type PaymentRateTable = { payment_id: string; currency: string; rate_id: number }

export type RateCurrencyTable = {
  currency: string
  wanted_at: InstantByDefault
  /** By the price of its hour, the average of its day, or the prices of one source alone. */
  method: Generated<'hour' | 'day' | 'source'>
  source: string | null
}

/** What one unit of an authority's own currency was in another. */
export type AuthorityRateTable = { authority: string; currency: string; day: string; per_base: string }

/** A day (UTC) with payments that want a price. */
export type RateDayTable = {
  currency: string
  /** `YYYY-MM-DD` */
  day: string
  tries: Generated<number>
  next_try_at: InstantByDefault
  error: string | null
}

/** How far the payments that want prices are read, in the feed of changes. */
export type RateCursorTable = {
  only_row: Generated<boolean>
  read_to: SnapshotByDefault
}

/** A month that the books were closed for. */
export type ClosedMonthTable = {
  id: string
  /** Null: of all shows. */
  show_id: number | null
  /** `YYYY-MM` */
  month: string
  /** As it was when the month was closed. */
  statement: Json<Statement>
  closed_at: InstantByDefault
  closed_by: string
}
