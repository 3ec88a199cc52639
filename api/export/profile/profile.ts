import { type RawBuilder, sql } from 'kysely'
import type { ExportQuery } from '#api/contract/export.ts'
import type { PayoutRow } from '#api/export/payout-rows.ts'
import type { Receipts } from '#api/export/receipts.ts'
import type { ReplyRow } from '#api/export/reply-rows.ts'

/** A column of a table: its title, and what it takes from a row `r` of `receiptRows`. */
export type Column = { title: string; sql: RawBuilder<unknown> }

type Common = {
  name: ExportQuery['profile']
  /** For the page: whom it is for. */
  title: string
  extension: string
  /** Receipts that are not in it. */
  without?: readonly ('free' | 'unpriced' | 'other_currency')[]
  /** Amounts are what is left after fees, which are not in it. */
  isNet?: boolean
}

/** What the records of a table do not hold of the receipts that they are made of, as an expression on a record `r`. */
type Rest = { what: 'fees' | 'rounding'; unit: 'msat' | 'value'; sql: RawBuilder<unknown> }

/** A day as its parts are written, `2026`, `09`, `01`. */
type Day = Record<'year' | 'month' | 'date', string>

/** A CSV that the database writes, for importers that take only entries: no record says that it is whole. */
export type TableProfile = Common & {
  kind: 'table'
  columns(receipts: Receipts, query: ExportQuery): Column[]
  /** What becomes of the rows `r`, e.g. a sum by day; by default each is a record, in order of time. */
  rows?(rows: RawBuilder<unknown>, receipts: Receipts): RawBuilder<unknown>
  /** Which of these are written; by default all. */
  where?: RawBuilder<unknown>
  /** How streams come into it, whatever is asked for. */
  streams?: ExportQuery['streams']
  rests?: readonly Rest[]
  /** A record that says what is not in the file, for a program that takes only entries but skips those without an amount. */
  note?(text: string, day: Day): string[]
  /** The most records that its program takes at a time. */
  mostRecords?: number
}

/**
 * A column of a list: its title, and its cell of a receipt, whose worth is in this currency; null where there is nothing. Only a text
 * may have to be quoted.
 */
export type ListColumn = {
  title: string
  isText?: true
  of(row: ReceiptRow, currency: string): string | null
}

/** A CSV with a record for each receipt, written here, of the reading that journals are written of. */
export type ListProfile = Common & {
  kind: 'list'
  columns(query: Pick<ExportQuery, 'messages' | 'columns'>): ListColumn[]
  bom: boolean
}

/** A row of `receiptRows` as text, with what is left of amounts after fees. */
export type ReceiptRow = { row_id: string; settled_at: string; settled_local: string; day: string } & Record<
  | 'show'
  | 'episode'
  | 'action'
  | 'supporter'
  | 'message'
  | 'app'
  | 'wallet'
  | 'amount_msat'
  | 'amount_sats'
  | 'fee_msat'
  | 'fee_sats'
  | 'net_sats'
  | 'claimed_msat'
  | 'value'
  | 'net_value'
  | 'fee_value'
  | 'rate'
  | 'rate_at'
  | 'rate_source'
  | 'fiat_amount'
  | 'fiat_fee'
  | 'fiat_net'
  | 'fiat_currency'
  | 'payment_hash'
  | 'boost_id'
  | 'wallet_id'
  | 'rate_id'
  | 'rate_seconds',
  string | null
> & {
    rail: string
    needs_look: boolean
    /** What it adds to the checksum, 13 hex digits; of a sum of several, nothing. */
    check: string
  }

/** A journal of plain-text accounting: entries, written one by one. */
export type JournalProfile = Common & {
  kind: 'journal'
  head(receipts: Receipts): string
  entry(row: ReceiptRow, receipts: Receipts): string
  /** The day's price of a sat, where one is known. */
  price(day: string, satPrice: string, receipts: Receipts): string
  comment(text: string): string
  /** What a processor paid out: from the wallet to the bank. */
  payout(row: PayoutRow): string
  /** What was paid back to a listener, from the wallet for replies: an expense. */
  reply(row: ReplyRow): string
}

export type Profile = TableProfile | ListProfile | JournalProfile

/**
 * Stops spreadsheets from running a text as a formula (OWASP): an apostrophe before `= + - @`, tab, line ends, and their wide forms.
 * Apostrophes that stood there already get one more, so that taking one off gives the text back.
 */
export function guarded(text: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`case when ascii(ltrim(${text}, '''')) in (61, 43, 45, 64, 9, 13, 10, 65309, 65291, 65293, 65312)
    then '''' || ${text} else ${text} end`
}

/** The day in the zone of the session. */
export const day = sql`r.settled_at::date`

/** Millisatoshi as a decimal of sats. */
export function sats(amount: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`round(${amount} / 1000::numeric, 3)`
}

/** Millisatoshi as a decimal of bitcoin. */
export function btc(amount: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`round(${amount} / 100000000000::numeric, 11)`
}
