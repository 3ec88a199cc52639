import type { Generated, GeneratedAlways, Selectable } from 'kysely'
import type { Instant, InstantByDefault, Json } from '#db/schema/columns.ts'

/** How a claim stands beside what was received: see `judgeClaim`. Unproven: no wallet has received anything of it. */
export type ClaimVerdict = 'confirmed' | 'doubtful' | 'unknown' | 'unproven'

/** The shares that a claim was judged by: of each wallet by id. */
export type ClaimShares = Record<string, number>

export type BoostTable = {
  id: string
  action: 'boost' | 'auto'
  show_id: number
  episode_id: string | null
  supporter_id: string | null
  sender_name: string | null
  app: string | null
  message: string | null
  position_s: number | null
  /** What the app says was sent in all; null where it says nothing usable. */
  claimed_msat: number | null
  /** What the wallets got. */
  received_msat: number
  /** The claim where it is confirmed, else what was received. */
  counted_msat: number
  claim: ClaimVerdict
  /** Each that could hold when it was sent; not in a list where an older version tried only one. */
  claim_shares: Json<ClaimShares[] | ClaimShares> | null
  fiat_amount_minor: number | null
  fiat_currency: string | null
  price_amount_minor: number | null
  price_currency: string | null
  /** Sent without money, by a member. */
  free: Generated<boolean>
  /** Zero: all of its payments were set aside or moved away; it is kept for what hosts did with it. */
  payment_count: number
  /** When its first payment was settled. */
  sent_at: Instant
  link: string | null
  /** What was on as it was sent: another's song, or a guest. */
  playing: string | null
  hidden: Generated<boolean>
  /** Why an unproven one is shown nowhere. */
  dropped: 'dismissed' | 'withdrawn' | null
  /** Whether it may be one boost with another, which the host decides. */
  possible_double: Generated<boolean>
  /** What late metadata says otherwise of a boost that was read on air or corrected by hand. */
  difference: string | null
  read_at: Instant | null
  corrected_at: Instant | null
  /** The columns that a host has set, also to nothing: late metadata leaves them alone. */
  corrected_columns: Generated<string[]>
  recorded_at: InstantByDefault
  updated_at: InstantByDefault
  /** Name and message in small letters, as lists search them. */
  search: GeneratedAlways<string>
  /** Counted msat; below zero, and so last, what came as other money. */
  size_order: GeneratedAlways<number>
}
export type Boost = Selectable<BoostTable>
export type BoostAliasTable = { id: string; boost_id: string }
