import type { Generated, GeneratedAlways } from 'kysely'
import type { Statement } from '#api/contract/statement.ts'
import type { Instant, InstantByDefault, Json, SnapshotByDefault, XidByDefault } from '#db/schema/columns.ts'

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

/** What a payment was valued at, for each way that one of its books is valued by. */
export type PaymentRateTable = {
  payment_id: string
  /** The name of a valuing: by the hour it is the currency alone. */
  currency: string
  rate_id: number
}

/** A way of valuing receipts that some book wants. */
export type ValuingTable = {
  /** `EUR`, `EUR day`, `EUR by ECB`. */
  name: GeneratedAlways<string>
  currency: string
  wanted_at: InstantByDefault
  /** By the price of its hour, the average of its day, or the prices of one source alone. */
  method: Generated<'hour' | 'day' | 'source'>
  source: string | null
}

/** What versions of before go by. */
export type RateCurrencyTable = {
  currency: string
  wanted_at: InstantByDefault
  method: Generated<'hour' | 'day' | 'source'>
  source: string | null
}

/** By what a book is valued, where that was chosen. */
export type BookValuingTable = {
  /** Null: of the whole business. */
  show_id: number | null
  currency: string
  valuing: string
}

/** What one unit of an authority's own currency was in another. */
export type AuthorityRateTable = { authority: string; currency: string; day: string; per_base: string }

/** A day (UTC) with payments that want a price. */
export type RateDayTable = {
  /** The name of a valuing. */
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

/** What a closed month comes to now, as far as `read_to`. */
export type MonthSumsTable = {
  closed_id: string
  made_of: string
  valuing: string
  from_at: Instant
  until_at: Instant
  read_to: SnapshotByDefault
  sums: Json<object>
}

/** A time whose receipts were valued, or otherwise than before. */
export type ValuedSpanTable = { xid: XidByDefault; valuing: string; from_at: Instant; until_at: Instant }

/** A valuing by which sums of receipts are kept, as far as `read_to` in the feed of changes of `change_epoch`. */
export type SummedValuingTable = {
  valuing: string
  /** Null until the sums are made. */
  change_epoch: string | null
  read_to: SnapshotByDefault
}

/** What receipts with equal traits come to on a day (UTC), or in the month that begins with it. */
export type ReceiptSumTable = {
  valuing: string
  of_month: boolean
  day: string
  /** Null: of no show. */
  show_id: number | null
  wallet_id: number
  rail: string
  /** Of fiat. */
  currency: string | null
  is_sats: boolean
  is_stream: boolean
  set_aside: boolean
  /** Of the price that they are valued by; null where there is none. */
  rate_source: string | null
  rate_seconds: number | null
  /** The first day (UTC) of it that has any. */
  since: string
  count: number
  with_fee: number
  needs_look: number
  /** Numeric as text, as all that follow. */
  received_msat: string
  refunds_msat: string
  fee_msat: string
  received_minor: string
  refunds_minor: string
  fee_minor: string
  value: string
  check_sum: string
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
