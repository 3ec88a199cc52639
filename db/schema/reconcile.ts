import type { Generated, Selectable } from 'kysely'
import type { Instant, InstantByDefault, InstantOnce } from '#db/schema/columns.ts'
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

/** One payment of such a list: of its period, or of what the books have in it. */
export type WalletListItemTable = {
  list_id: string
  /** Its id in the wallet. */
  ref: string
  payment_hash: Buffer | null
  set_id: Buffer | null
  settled_at: Instant
  amount_msat: number | null
  fee_msat: Generated<number>
  fiat_amount_minor: number | null
  fiat_fee_minor: number | null
  fiat_currency: string | null
  /** The report as JSON, where nothing here had that amount under its id when it was read. */
  report: string | null
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
