import type { Transaction } from 'kysely'
import { loadParts, type StoredPart } from '#api/boost/group/load-neighbourhood.ts'
import type { Placement } from '#api/boost/group/plan-boosts.ts'
import type { KnownPayment } from '#api/intake/match/known-payment.ts'
import type { Match, Matches } from '#api/intake/match/match-reports.ts'
import type { Details } from '#api/intake/write/payment-columns.ts'
import type { NewPayment } from '#api/intake/write/write-payments.ts'
import { isPart, orderOf, recipientOf } from '#api/payment/part.ts'
import type { DB } from '#db/schema/index.ts'

/** The payments of a batch that are not stored yet. */
export function newPayments(
  matches: readonly Match[],
  composed: ReadonlyMap<KnownPayment, Details>,
): NewPayment[] {
  const added = new Map<KnownPayment, NewPayment>()
  for (const { payment } of matches) {
    const details = composed.get(payment)
    if (!payment.stored && details) added.set(payment, { payment, composed: details })
  }
  return [...added.values()]
}

/** New payments, as far as they can be parts of boosts. */
export function newParts(added: readonly NewPayment[]): StoredPart[] {
  return added.flatMap(({ payment, composed }) => (isPart(composed) ? [partOf(payment, composed)] : []))
}

/**
 * The stored payments that a batch changed, and those that were in a boost with them.
 * @param formerBoosts the boosts that they may leave
 * @param moved others whose action changed with it
 */
export async function storedParts(
  trx: Transaction<DB>,
  { changed, joined }: Matches,
  formerBoosts: readonly string[],
  moved: readonly string[],
): Promise<StoredPart[]> {
  const own = await loadParts(trx, { payments: [...[...changed].map((payment) => payment.id), ...moved] })
  const siblings = await loadParts(trx, { boosts: formerBoosts })
  const parts = new Map([...siblings, ...own].map((part) => [part.id, part]))
  for (const { ended, into } of joined) {
    const part = parts.get(into.id)
    if (part && ended.boost_id) part.former_boosts = [...(part.former_boosts ?? []), ended.boost_id]
  }
  return [...parts.values()]
}

function partOf(payment: KnownPayment, details: Details): StoredPart {
  return {
    ...payment,
    ...details,
    order: orderOf(payment),
    recipient: recipientOf({ ...payment, ...details }),
    own_episode_id: details.named_episode_id,
    own_supporter_id: details.supporter_id,
    pinned: false,
  }
}

/** A payment takes over from its boost which that is, and what a host corrected there. */
export function adoptPlacement(
  payment: KnownPayment,
  details: Details,
  placement: Placement | undefined,
): void {
  if (!placement) return
  payment.boost_id = placement.boost_id
  details.show_id = placement.show_id
  details.episode_id = placement.episode_id
  details.supporter_id = placement.supporter_id
}
