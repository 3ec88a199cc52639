import type { ColumnType, Generated, GeneratedAlways, Selectable } from 'kysely'
import type { Instant, InstantByDefault, InstantOnce, Json } from '#db/schema/columns.ts'

export type WalletTable = {
  id: GeneratedAlways<number>
  name: string
  /** `show`: every receipt is the show's; `shared`: only those with podcast metadata or that a rule matches. */
  whose: Generated<'show' | 'shared'>
  /** The show that receipts of an all-the-show's wallet belong to where nothing else says. */
  show_id: number | null
  demo: Generated<boolean>
  created_at: InstantByDefault
}
export type Wallet = Selectable<WalletTable>

/** 4 a node, 3 a wallet's API, 2 a file, 1 Helipad (which rounds down to whole sats). */
export type Exactness = 1 | 2 | 3 | 4

export type SourceTable = {
  id: GeneratedAlways<number>
  name: string
  kind: string
  exactness: Exactness
  /** Null where it reports on no wallet, and brings words only. */
  wallet_id: number | null
  created_at: InstantByDefault
}

export type ShareTable = {
  id: GeneratedAlways<number>
  show_id: number
  wallet_id: number
  /** numeric(9, 8) as text, e.g. `0.33000000`. */
  share: string
  origin: 'feed' | 'host'
  since: InstantByDefault
  until: InstantByDefault
}

export type RuleTable = {
  id: string
  effect: 'set_aside' | 'ours'
  memo_contains: string | null
  wallet_id: number | null
  min_msat: number | null
  max_msat: number | null
  show_id: number | null
  note: string | null
  created_at: InstantByDefault
  /** Taken back: it holds no more. */
  ended_at: Instant | null
}
export type Rule = Selectable<RuleTable>

/** By what a wallet is paid: a node's public key or a Lightning address, with the custom record that tells its accounts apart. */
export type WalletAddressTable = {
  /** In small letters. */
  address: string
  custom_key: Generated<string>
  custom_value: Generated<string>
  wallet_id: number
}

/** - waiting: for the service to begin; connecting; connected; failing: see `problem` */
export type ConnectionState = 'waiting' | 'connecting' | 'connected' | 'failing'

export type ConnectionTable = {
  source_id: number
  /** What is not secret. */
  settings: Json<Record<string, unknown>>
  /** JSON of the secret settings, sealed. */
  secrets: string
  /** Grows with every change of the settings: who runs with older ones may write no more. */
  version: Generated<number>
  paused: Generated<boolean>
  cursor: ColumnType<unknown, string | undefined, string>
  state: Generated<ConnectionState>
  /** What is wrong, and what to do, as sentences. */
  problem: string | null
  next_step: string | null
  state_since: InstantByDefault
  contact_at: InstantOnce
  /** When the latest of its payments was settled. */
  payment_at: InstantOnce
  /** From settling to recording, of the last payment that came by itself. */
  lag_ms: number | null
  /** How far the wallet's history is read, of how much. */
  listed: number | null
  to_list: number | null
  /** Which network the wallet's money is of, where it is known. */
  network: Network | null
  /** Whether money of a test network is recorded too. */
  count_test_money: Generated<boolean>
  /** The wallet gives the time at which an invoice was made for that of its payment. */
  untimed: Generated<boolean>
  /** When its webhook last told something. */
  told_at: InstantOnce
}

/** Whose money it is: bitcoin's, or that of a network for trying things out, which is worth nothing. */
export type Network = 'mainnet' | 'testnet' | 'signet' | 'regtest' | 'simnet'

/** What a processor paid out of what a wallet received. */
export type PayoutTable = {
  id: string
  wallet_id: number
  paid_at: Instant
  /** Receipts before are in it, as far as they are in none before. */
  covers_until: Instant
  /** Null: it is in msat. */
  currency: string | null
  /** In minor units or msat. */
  amount: number
  fee: Generated<number>
  note: string | null
  written_by: string
  written_at: InstantByDefault
}

/** Something that a wallet reported and that could not be recorded. */
export type UnreadTable = {
  id: GeneratedAlways<number>
  source_id: number
  /** Its id or hash at the source, or a digest of what it said: however often it is reported, it is one. */
  ref: string
  /** Why, as a sentence. */
  reason: string
  /** JSON, without preimages; null where nothing came. */
  raw: string | null
  first_seen_at: InstantByDefault
  last_seen_at: InstantByDefault
  /** Nobody need see it any more. */
  dismissed_at: InstantOnce
}
