import type { Generated, GeneratedAlways, Selectable } from 'kysely'
import type { Instant, InstantByDefault, InstantOnce, Json } from '#db/schema/columns.ts'
import type { Exactness } from '#db/schema/wallet.ts'

/** What a wallet says itself that it received in a period. */
export type WalletListTable = {
  id: string
  wallet_id: number
  /** Who is said to report what is recorded from it, by name, and what kind of source that is. */
  source: string
  kind: string
  /** Its name, where it is a file that was given. */
  file: string | null
  exactness: Exactness
  /** `YYYY-MM-DD`, both included. */
  from_day: string
  to_day: string
  time_zone: string
  from_at: Instant
  until_at: Instant
  state: Generated<'reading' | 'read' | 'failed'>
  problem: string | null
  listed: Generated<number>
  unread: Generated<number>
  balance_msat: number | null
  asked_by: string
  asked_at: InstantByDefault
  /** When it last went on: one that does not any more was cut off. */
  touched_at: InstantByDefault
  read_at: InstantOnce
}

export type WalletListRow = Selectable<WalletListTable>

/** One payment of such a list: of its period, or of what the books have in it. What is null is left out. */
export type ListedItem = {
  /** Its id in the wallet. */
  ref: string
  /** Bytes are `\x…` text. */
  payment_hash?: string
  set_id?: string
  settled_at: string
  amount_msat?: number
  fee_msat: number
  fiat_amount_minor?: number
  fiat_fee_minor?: number
  fiat_currency?: string
  /** Nothing here had that amount under its id when it was read: the page has its report. */
  is_new?: true
}

/** A page of such a list. */
export type WalletListPageTable = {
  page: GeneratedAlways<number>
  list_id: string
  items: Json<ListedItem[]>
  /** By ref, reports as JSON. */
  reports: Json<Record<string, string>>
}

/** What somebody said of a difference between a wallet and the books. */
export type ReconcileNoteTable = {
  wallet_id: number
  key: string
  /** What the difference was: it holds while it is that. */
  gap: string
  words: string
  written_by: string
  written_at: InstantByDefault
}

/** What a wallet said that it held, when it was asked for its list. */
export type WalletBalanceTable = { wallet_id: number; told_at: Instant; balance_msat: number }
