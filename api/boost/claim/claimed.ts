import type { Selectable } from 'kysely'
import type { ClaimTable } from '#db/schema/claim.ts'

/** What a claim says of the boost that it is of. */
export type Claimed = Pick<
  Selectable<ClaimTable>,
  | 'route'
  | 'episode_id'
  | 'supporter_id'
  | 'app'
  | 'sender_name'
  | 'message'
  | 'position_s'
  | 'claimed_msat'
  | 'link'
  | 'playing'
  | 'fiat_amount_minor'
  | 'fiat_currency'
>

/**
 * What was sent in all, as the app says that posted it in its own name. What a note or a zap says is shown, and counts for nothing:
 * a note never adds money.
 */
export function claimedTotal(claims: readonly Claimed[]): number | null {
  return (
    claims.find(({ route, claimed_msat }) => route === 'metaboost' && claimed_msat !== null)?.claimed_msat ??
    null
  )
}
