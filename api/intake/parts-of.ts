import type { Transaction } from 'kysely'
import { loadParts, type StoredPart } from '#api/boost/group/load-neighbourhood.ts'
import type { Home } from '#api/boost/group/plan-boosts.ts'
import type { KnownPayment } from '#api/intake/known-payment.ts'
import type { Match, Matches } from '#api/intake/match-reports.ts'
import type { Details } from '#api/intake/payment-columns.ts'
import type { NewPayment } from '#api/intake/write-payments.ts'
import { isPart, orderOf, recipientOf } from '#api/payment/part.ts'
import type { DB } from '#db/schema/index.ts'

/** The payments of a batch that are not stored yet. */
export function newPayments(
  matches: readonly Match[],
  composed: ReadonlyMap<KnownPayment, Details>,
): NewPayment[] {
  const news = new Map<KnownPayment, NewPayment>()
  for (const { payment } of matches) {
    const words = composed.get(payment)
    if (!payment.stored && words) news.set(payment, { payment, composed: words })
  }
  return [...news.values()]
}

/** New payments, as far as they can be parts of boosts. */
export function newParts(news: readonly NewPayment[]): StoredPart[] {
  return news.flatMap(({ payment, composed }) => (isPart(composed) ? [partOf(payment, composed)] : []))
}

/**
 * The stored payments that a batch changed, and those that were in a boost with them.
 * @param left the boosts that they may leave
 * @param moved others whose action changed with it
 */
export async function storedParts(
  trx: Transaction<DB>,
  { changed, joined }: Matches,
  left: readonly string[],
  moved: readonly string[],
): Promise<StoredPart[]> {
  const own = await loadParts(trx, { payments: [...[...changed].map((payment) => payment.id), ...moved] })
  const mates = await loadParts(trx, { boosts: left })
  const parts = new Map([...mates, ...own].map((part) => [part.id, part]))
  for (const { ended, into } of joined) {
    const part = parts.get(into.id)
    if (part && ended.boost_id) part.former_boosts = [...(part.former_boosts ?? []), ended.boost_id]
  }
  return [...parts.values()]
}

function partOf(payment: KnownPayment, words: Details): StoredPart {
  return {
    ...payment,
    ...words,
    order: orderOf(payment),
    recipient: recipientOf({ ...payment, ...words }),
    own_episode_id: words.named_episode_id,
    pinned: false,
  }
}

/** A payment takes over from its boost which that is, and what a host corrected there. */
export function takeHome(payment: KnownPayment, words: Details, home: Home | undefined): void {
  if (!home) return
  payment.boost_id = home.boost_id
  words.show_id = home.show_id
  words.episode_id = home.episode_id
  words.supporter_id = home.supporter_id
}
