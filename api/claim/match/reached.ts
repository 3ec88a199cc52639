import type { SharesOf } from '#api/claim/match/legs.ts'
import { asPlaced, createIndex } from '#api/claim/match/near-index.ts'
import { fitOf, type Paid, type Telling, tellSame } from '#api/claim/match/telling.ts'

/** What is touched, and all that it can influence, as far as what is given reaches. */
export type Reached = { claims: Telling[]; paid: Paid[] }

/** The same of a show, with its shares. */
export type Near = Reached & { sharesOf: SharesOf }

/**
 * Follows from claims and boosts to all that they could be one with, and from those on: matching within is the same as matching
 * all. @param touched ids of claims and of boosts, also of those that claims are in now
 */
export function reachedFrom(
  claims: readonly Telling[],
  paid: readonly Paid[],
  touched: ReadonlySet<string>,
): Reached {
  const tellings = createIndex<Telling>()
  const boosts = createIndex<Paid>()
  const byKey = new Map<string, { claims: Telling[]; paid: Paid[] }>()
  const homeOf = (key: string) => {
    const home = byKey.get(key) ?? { claims: [], paid: [] }
    byKey.set(key, home)
    return home
  }
  for (const claim of claims) {
    tellings.add(claim, claim)
    for (const key of keysOfTelling(claim)) homeOf(key).claims.push(claim)
  }
  for (const boost of paid) {
    boosts.add(asPlaced(boost), boost)
    for (const key of keysOfPaid(boost)) homeOf(key).paid.push(boost)
  }
  const reached = { claims: new Set<Telling>(), paid: new Set<Paid>() }
  const waiting: (Telling | Paid)[] = [
    ...claims.filter(({ id, boost_id }) => touched.has(id) || touched.has(boost_id ?? '')),
    ...paid.filter(({ boost_id }) => touched.has(boost_id)),
  ]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if ('route' in next) {
      const claim = next
      if (reached.claims.has(claim)) continue
      reached.claims.add(claim)
      for (const key of keysOfTelling(claim)) waiting.push(...homeOf(key).claims, ...homeOf(key).paid)
      waiting.push(...tellings.around([claim]).filter((one) => one !== claim && tellSame(one, claim)))
      waiting.push(...boosts.around([claim]).filter((one) => fitOf(claim, one) > 0))
    } else {
      const boost = next
      if (reached.paid.has(boost)) continue
      reached.paid.add(boost)
      for (const key of keysOfPaid(boost)) waiting.push(...homeOf(key).claims)
      waiting.push(...homeOf(`b${boost.boost_id}`).paid)
      waiting.push(...tellings.around([asPlaced(boost)]).filter((one) => fitOf(one, boost) > 0))
    }
  }
  return { claims: [...reached.claims], paid: [...reached.paid] }
}

function keysOfTelling({ payment_hash, url, boost_id }: Telling): string[] {
  return [
    payment_hash === null ? null : `h${payment_hash}`,
    url === null ? null : `u${url}`,
    // What is in one boost now may have to part.
    boost_id === null ? null : `b${boost_id}`,
  ].filter((key) => key !== null)
}

function keysOfPaid({ boost_id, hashes, urls }: Paid): string[] {
  return [...hashes.map((hash) => `h${hash}`), ...urls.map((url) => `u${url}`), `b${boost_id}`]
}
