import { createLegs, type SharesOf } from '#api/claim/match/legs.ts'
import { asPlaced, createIndex } from '#api/claim/match/near-index.ts'
import {
  type Bundle,
  byPaid,
  byTelling,
  fitOf,
  isRepost,
  type Paid,
  type Telling,
  tellSame,
  URL_REACH,
} from '#api/claim/match/telling.ts'

/**
 * Decides which claims tell one boost, and which payments prove it. A function of the set: the order in which they are given
 * does not matter.
 *
 * First those are one that name the same payment hash or descriptor address; then, in order of time, each joins the earliest that
 * says the same and has none of its route yet, so that two equal ones are two. Then each meets one boost: that of its hash, else
 * of its address, else of those that fit, the best first and of equal ones the nearest; a boost takes one of each route so. With
 * it goes what else was paid without metadata by the same press of the button: at once where that is certain, else of what no
 * other claim met.
 * @param claims of one show, none that was taken back or names a stream's sender
 * @param paid its boosts with payments
 */
export function matchClaims(
  claims: readonly Telling[],
  paid: readonly Paid[],
  sharesOf: SharesOf = () => [],
): Bundle[] {
  const bundles = bundleClaims([...claims].sort(byTelling))
  const boosts = [...paid].sort(byPaid)
  const free = meetByHand(bundles, boosts)
  const rest = meetByProof(free, boosts)
  const legs = createLegs(boosts, sharesOf)
  const proven = free.filter((bundle) => bundle.paid)
  for (const bundle of bundles) legs.met(bundle)
  for (const bundle of proven) legs.take(bundle, true)
  meetByContent(rest, boosts, bundles, legs)
  for (const bundle of free) legs.take(bundle, false)
  for (const bundle of bundles) if (bundle.paid) bundle.paid = legs.headOf(bundle.paid)
  return joinMet(bundles)
}

type Legs = ReturnType<typeof createLegs>

/** Those that met one boost as one. */
function joinMet(bundles: readonly Bundle[]): Bundle[] {
  const met = Map.groupBy(bundles, ({ paid }) => paid)
  return [...met].flatMap(([paid, same]) =>
    paid === null
      ? same
      : [
          {
            paid,
            claims: same.flatMap(({ claims }) => claims).sort(byTelling),
            legs: same.flatMap(({ legs }) => legs),
          },
        ],
  )
}

function bundleClaims(sorted: readonly Telling[]): Bundle[] {
  const bundles: Bundle[] = []
  const near = createIndex<Bundle>()
  for (const group of groupByProof(sorted)) {
    const joined = isPinned(group)
      ? undefined
      : near
          .around(group)
          .sort(byFirst)
          .find((bundle) => mayJoin(bundle, group))
    const bundle = joined ?? { claims: [], paid: null, legs: [] }
    if (!joined) bundles.push(bundle)
    bundle.claims.push(...group)
    for (const claim of group) near.add(claim, bundle)
  }
  for (const bundle of bundles) bundle.claims.sort(byTelling)
  return bundles
}

function byFirst(a: Bundle, b: Bundle): number {
  const [one, other] = [a.claims[0], b.claims[0]]
  return one && other ? byTelling(one, other) : 0
}

type Group = [Telling, ...Telling[]]

/** Those that are one by hand, by a payment's hash, or by a descriptor's address, which each sender tells once. */
function groupByProof(sorted: readonly Telling[]): Group[] {
  const groups: Group[] = []
  const known = new Map<string, Group>()
  const groupOf = (key: string | null) => (key === null ? undefined : known.get(key))
  // What a host put somewhere comes first, so that others come to it.
  for (const claim of [...sorted.filter(({ pinned }) => pinned), ...sorted.filter(({ pinned }) => !pinned)]) {
    const byHand = claim.pinned ? `b${claim.boost_id}` : null
    const byHash = claim.payment_hash === null ? null : `h${claim.payment_hash}`
    const byUrl = claim.url === null ? null : `u${claim.url}`
    const isOther = (group: Group) =>
      group.some(({ sent_at }) => claim.sent_at.getTime() - sent_at.getTime() <= URL_REACH) &&
      !group.some(({ route, key, payment_hash }) =>
        route === claim.route && key === claim.key ? true : differ(payment_hash, claim.payment_hash),
      )
    const told = groupOf(byUrl)
    const group = claim.pinned
      ? groupOf(byHand)
      : (groupOf(byHash) ?? (told && isOther(told) ? told : undefined))
    const home: Group = group ?? [claim]
    if (group) group.push(claim)
    else groups.push(home)
    for (const key of [byHand, byHash, byUrl]) if (key !== null && !known.has(key)) known.set(key, home)
  }
  for (const group of groups) group.sort(byTelling)
  return groups.sort((a, b) => Number(isPinned(b)) - Number(isPinned(a)) || byTelling(a[0], b[0]))
}

function isPinned(group: readonly Telling[]): boolean {
  return group.some(({ pinned }) => pinned)
}

function mayJoin(bundle: Bundle, group: readonly Telling[]): boolean {
  return (
    group.some((claim) => bundle.claims.some((one) => tellSame(one, claim))) &&
    group.every((claim) =>
      bundle.claims.every(
        (one) =>
          !differ(one.payment_hash, claim.payment_hash) &&
          (one.route !== claim.route || isRepost(one, claim)),
      ),
    )
  )
}

/** @returns those that no host has put anywhere */
function meetByHand(bundles: readonly Bundle[], boosts: readonly Paid[]): Bundle[] {
  const byId = new Map([...boosts].reverse().map((boost) => [boost.boost_id, boost]))
  return bundles.filter((bundle) => {
    const pinned = bundle.claims.find((claim) => claim.pinned)
    if (pinned) bundle.paid = byId.get(pinned.boost_id ?? '') ?? null
    return pinned === undefined
  })
}

/** @returns those that nothing proves */
function meetByProof(bundles: readonly Bundle[], boosts: readonly Paid[]): Bundle[] {
  const byProof = new Map<string, Paid[]>()
  for (const boost of boosts)
    for (const key of [...boost.hashes.map((hash) => `h${hash}`), ...boost.urls.map((url) => `u${url}`)])
      byProof.set(key, [...(byProof.get(key) ?? []), boost])
  const find = (claims: readonly Telling[], keyOf: (claim: Telling) => string, reach: number) =>
    claims
      .flatMap((claim) => (byProof.get(keyOf(claim)) ?? []).filter((boost) => apart(claim, boost) <= reach))
      .sort(byPaid)[0]
  return bundles.filter((bundle) => {
    bundle.paid =
      find(bundle.claims, ({ payment_hash }) => `h${payment_hash}`, Number.POSITIVE_INFINITY) ??
      find(bundle.claims, ({ url }) => `u${url}`, URL_REACH) ??
      null
    return bundle.paid === null
  })
}

function apart(claim: Telling, boost: Paid): number {
  return Math.abs(claim.sent_at.getTime() - boost.settled_at.getTime())
}

function meetByContent(
  rest: readonly Bundle[],
  boosts: readonly Paid[],
  all: readonly Bundle[],
  legs: Legs,
): void {
  const near = createIndex<Paid>()
  for (const boost of boosts) near.add(asPlaced(boost), boost)
  const taken = new Map<Paid, Set<string>>()
  const take = (boost: Paid, { claims }: Bundle) =>
    taken.set(boost, new Set([...(taken.get(boost) ?? []), ...claims.map(({ route }) => route)]))
  for (const bundle of all) if (bundle.paid) take(bundle.paid, bundle)
  const pairs = rest.flatMap((bundle, order) =>
    near.around(bundle.claims).flatMap((boost) => {
      const fits = bundle.claims.map((claim) => ({
        fit: fitOf(claim, boost),
        distance: apart(claim, boost),
      }))
      const fit = Math.max(...fits.map((one) => one.fit))
      const distance = Math.min(...fits.filter((one) => one.fit === fit).map((one) => one.distance))
      return fit === 0 ? [] : [{ bundle, boost, fit, distance, order }]
    }),
  )
  pairs.sort(
    (a, b) => b.fit - a.fit || a.distance - b.distance || a.order - b.order || byPaid(a.boost, b.boost),
  )
  for (const { bundle, boost } of pairs) {
    const head = legs.headOf(boost)
    const routes = taken.get(head)
    if (bundle.paid || bundle.claims.some(({ route }) => routes?.has(route))) continue
    bundle.paid = head
    take(head, bundle)
    legs.met(bundle)
    legs.take(bundle, true)
  }
}

function differ(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a !== b
}
