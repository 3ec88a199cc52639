import type { Generated, GeneratedAlways, Selectable } from 'kysely'
import type { Action } from '#api/contract/action.ts'
import type { Rail } from '#api/contract/rail.ts'
import type { Instant, InstantByDefault } from '#db/schema/columns.ts'
import type { Exactness } from '#db/schema/wallet.ts'

export type PaymentTable = {
  id: string
  wallet_id: number
  /** Of the most exact sighting so far. */
  exactness: Exactness
  /** The id in the wallet, as first reported. */
  ref: string
  payment_hash: Buffer | null
  set_id: Buffer | null
  /** The payment that a report under the same identity contradicts. */
  conflict_of: string | null
  settled_at: Instant
  /** Null where it was fiat or nothing; below zero for a refund. */
  amount_msat: number | null
  /** What the receiving wallet kept. */
  fee_msat: Generated<number>
  fiat_amount_minor: number | null
  fiat_fee_minor: number | null
  fiat_currency: string | null
  /** What its source says that the sats were worth. */
  price_amount_minor: number | null
  price_currency: string | null
  rail: Rail
  memo: string | null
  comment: string | null
  metadata_url: string | null
  /** Whether it is the show's at all: a node also sees rebalances and friends. */
  ours: boolean
  show_id: number | null
  episode_id: string | null
  supporter_id: string | null
  boost_id: string | null
  action: Action | null
  /** The action that its metadata, its memo or a host gave; null where it is guessed, or was not read yet. */
  given_action: Action | null
  app: string | null
  sender_name: string | null
  sender_id: string | null
  /** The recipient within the wallet: the split's name and routing record. */
  recipient: Generated<string>
  message: string | null
  position_s: number | null
  claimed_msat: number | null
  link: string | null
  /** What was on as it was sent: another's song, or a guest. */
  playing: string | null
  /** The routing record that a node saw, which tells sub-accounts of a wallet apart. */
  routing: string | null
  /** Sent while another's music played: our shares do not apply. */
  remote: Generated<boolean>
  /** Our music played in another's show, which is called so. */
  played_in: string | null
  /** Whether its words come from podcast metadata that could be read. */
  has_metadata: Generated<boolean>
  /** How much the metadata weighs that its words come from (see `rankOf`); null where there is none. */
  metadata_rank: string | null
  /** Of the report that the fee comes from. */
  fee_exactness: Generated<Exactness | 0>
  /** The episode that its own metadata names; `episode_id` may be its boost's or a host's choice. */
  named_episode_id: string | null
  /** When a host last changed its words by hand: late metadata only fills blanks from then on. */
  corrected_at: Instant | null
  /** By these three it finds the other payments of its boost: see `groupingKeys`. */
  shared_key: string | null
  uuid_key: string | null
  content_key: string | null
  /** Of an auto without words: app, sender and show. Such ones that come every few minutes are streaming. */
  cadence_key: string | null
  /** Split or joined by a host: never regrouped. */
  pinned: Generated<boolean>
  /** Of one without metadata: the payment that a claim says it is one boost with. */
  leg_of: string | null
  /** Of a stream that does not say who sent it: the receipt that does. */
  named_by: string | null
  /** Of a refund: the id of the payment in the wallet, and once that is known, the payment. */
  refund_ref: string | null
  refund_of: string | null
  /** Kept, but out of boosts, totals and statements. */
  set_aside: Generated<boolean>
  set_aside_by_hand: Generated<boolean>
  set_aside_rule_id: string | null
  /** Why a host should look at it, as a sentence; null where nobody need. */
  needs_look: string | null
  recorded_at: InstantByDefault
}
export type Payment = Selectable<PaymentTable>
export type PaymentAliasTable = { id: string; payment_id: string }

export type SightingTable = {
  id: GeneratedAlways<number>
  source_id: number
  ref: string
  payment_id: string
  /** Where this report saw it: two wallets may see one payment. */
  wallet_id: number
  settled_at: Instant
  amount_msat: number | null
  /** As received, packed: see `db/packed`. */
  metadata: Buffer | null
  /** What the source reported, word for word, as JSON without preimages; null where that is not kept, or is packed. */
  raw: string | null
  /** The same, packed. */
  packed_raw: Buffer | null
  /** What this sighting corrected, as a sentence. */
  correction: string | null
  recorded_at: InstantByDefault
}

export type ChangeTable = {
  xid: GeneratedAlways<string>
  id: GeneratedAlways<number>
  show_id: number | null
  episode_id: string | null
  supporter_id: string | null
  /** A day of the show's own time zone, `YYYY-MM-DD`. */
  day: string | null
  boost_id: string | null
  at: GeneratedAlways<Date>
}
