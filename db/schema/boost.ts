import type { Generated, GeneratedAlways, Selectable } from 'kysely'
import type { Instant, InstantByDefault, Json } from '#db/schema/columns.ts'

export type ClaimVerdict = 'confirmed' | 'doubtful' | 'unknown'

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
  claimed_msat: number | null
  received_msat: number
  counted_msat: number
  claim: ClaimVerdict
  claim_shares: Json<ClaimShares> | null
  fiat_amount_minor: number | null
  fiat_currency: string | null
  price_amount_minor: number | null
  price_currency: string | null
  free: Generated<boolean>
  payment_count: number
  sent_at: Instant
  link: string | null
  hidden: Generated<boolean>
  possible_double: Generated<boolean>
  /** What late metadata says otherwise of a boost that was read on air or corrected by hand. */
  difference: string | null
  read_at: Instant | null
  corrected_at: Instant | null
  /** The columns that a host has set, also to nothing: late metadata leaves them alone. */
  by_hand: Generated<string[]>
  recorded_at: InstantByDefault
  updated_at: InstantByDefault
  search: GeneratedAlways<string>
  /** Counted msat; below zero, and so last, what came as other money. */
  size_order: GeneratedAlways<number>
}
export type Boost = Selectable<BoostTable>
export type BoostAliasTable = { id: string; boost_id: string }
