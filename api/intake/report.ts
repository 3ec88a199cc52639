import type { Msat } from '#api/contract/msat.ts'
import type { RecordStatus } from '#api/contract/payment.ts'
import type { Rail } from '#api/contract/rail.ts'
import type { Metadata } from '#api/metadata/reading.ts'
import type { Exactness, Network } from '#db/schema/wallet.ts'

/** A currency amount in its minor unit (cents), and the ISO 4217 code. */
export type Fiat = { amount_minor: number; currency: string }

/** What arrived: sats (perhaps priced in fiat), fiat itself, or nothing (a free boost by a member). */
export type Money =
  | { kind: 'sats'; amount_msat: Msat; fee_msat: Msat; price: Fiat | null }
  | { kind: 'fiat'; amount_minor: number; fee_minor: number; currency: string }
  | { kind: 'free' }

/**
 * One source's report of one settled payment, checked and read: the only thing that intake records. Every source,
 * file and route makes these.
 */
export type Report = {
  /** Unique at the source: an LND add_index, a payment hash, a processor's id. */
  ref: string
  /** Wallet's name, or null for the source's own wallet. */
  wallet: string | null
  /** 64 lower-case hex digits. */
  payment_hash: string | null
  /** AMP set id, 64 lower-case hex digits. */
  set_id: string | null
  settled_at: Date
  money: Money
  rail: Rail
  memo: string | null
  metadata: Metadata | null
  /** Which sub-account of the wallet was paid (TLV 696969, 906608, 112111100, 818818). */
  routing: string | null
  /** Text that came without podcast metadata: a keysend chat note or an address payment's comment. */
  comment: string | null
  /** Where the metadata is to be fetched from (rss::payment or Podcast Guru memo), and the action that the memo names. */
  metadata_url: string | null
  /** The source's id of the payment that this one pays back; its money is then negative. */
  refund_of: string | null
  /** What its source reported, word for word, as JSON without preimages. */
  raw?: string
  /** Which network its invoice is of, where it has one. */
  network?: Network | null
}

/** A report that cannot be recorded, and why. */
export type Refused = { report: Report; error: string }

/** Who reports: the source by name, what it is, how exact it is, and the wallet it reports on where that is not its namesake. */
export type Origin = {
  source: string
  kind: string
  exactness: Exactness
  wallet?: string
  /** The ids of the shows that may be reported for, where not all may. */
  shows?: readonly number[]
}

/** One report with who made it. */
export type Entry = { origin: Origin; report: Report }

/** What became of one report. */
export type Outcome =
  | { status: RecordStatus; payment_id: string; boost_id: string | null }
  | { status: 'rejected'; error: string }
