import { asPlaced, createIndex } from '#api/claim/match/near-index.ts'
import {
  type Bundle,
  byPaid,
  compareWords,
  fitOf,
  type Paid,
  type Telling,
} from '#api/claim/match/telling.ts'
import type { ClaimShares } from '#db/schema/boost.ts'

/** The shares of a show, by wallet id, that could hold for a payment in an episode; none where they are not known. */
export type SharesOf = (leg: Paid, episode_id: string | null) => readonly ClaimShares[]

/** What apps leave away, or add, to send whole sats. */
const SAT = 1_000

/**
 * Gives bundles the payments without metadata that are of the boost that they met: paid to other wallets or recipients by the same
 * press of the button, with the same words. Together they are no more than was claimed in all. Where the show's shares are known,
 * each is what they give its wallet, and may have lost its words; that is certain. Else it has the words of the others, or none has.
 */
export function createLegs(boosts: readonly Paid[], sharesOf: SharesOf) {
  const near = createIndex<Paid>()
  for (const boost of boosts) if (boost.plain) near.add(asPlaced(boost), boost)
  const byUrl = new Map<string, Paid[]>()
  for (const boost of boosts)
    if (boost.plain) for (const url of boost.urls) byUrl.set(url, [...(byUrl.get(url) ?? []), boost])
  const heads = new Map<Paid, Paid>()
  /** Told by claims that say what was sent in all, or with legs: others are legs of these. */
  const whole = new Set<Paid>()

  return {
    /** The boost that a payment is a leg of, else itself. */
    headOf: (boost: Paid): Paid => heads.get(boost) ?? boost,
    /** Notes that claims met a boost. */
    met({ claims, paid }: Bundle): void {
      if (paid && totalOf(claims) !== null) whole.add(paid)
    },
    /** @param certain whether only what is certain is taken @returns the legs that are added */
    take(bundle: Bundle, certain: boolean): void {
      const { claims, paid: head, legs } = bundle
      const total = totalOf(claims)
      if (!head || total === null || heads.has(head)) return
      const recipients = new Set([head, ...legs].flatMap((one) => one.recipients))
      let sum = [head, ...legs].reduce((all, { received_msat }) => all + received_msat, 0)
      const urls = new Set(claims.flatMap(({ url }) => url ?? []))
      const named = [...urls].flatMap((url) => byUrl.get(url) ?? [])
      const found = new Set([...named, ...near.around(claims)])
      for (const leg of [...found].sort((a, b) => distance(head, a) - distance(head, b) || byPaid(a, b))) {
        if (leg === head || heads.has(leg) || whole.has(leg)) continue
        if (sum + leg.received_msat > total || leg.recipients.some((one) => recipients.has(one))) continue
        if (!isOne(bundle, head, leg, total, { certain, isNamed: named.includes(leg) })) continue
        heads.set(leg, head)
        whole.add(head)
        legs.push(leg)
        sum += leg.received_msat
        for (const one of leg.recipients) recipients.add(one)
      }
    },
  }

  function isOne(
    { claims }: Bundle,
    head: Paid,
    leg: Paid,
    total: number,
    { certain, isNamed }: { certain: boolean; isNamed: boolean },
  ): boolean {
    const telling = claims.find((claim) => claim.claimed_msat !== null && fitOf(claim, leg) > 0)
    if (!telling && !isNamed) return false
    const shares = sharesOf(leg, telling?.episode_id ?? head.episode_id)
    if (shares.length > 0) return shares.some((each) => isShare(leg, each, total))
    if (isNamed) return true
    const words = compareWords(head.message, leg.message)
    return !certain && (words === 'same' || words === 'none')
  }
}

/** Whether a payment is what its wallet gets of a boost: most of it, since some take fees, and no more. */
function isShare({ plain, received_msat }: Paid, shares: ClaimShares, total: number): boolean {
  const due = total * (shares[plain?.wallet_id ?? -1] ?? 0)
  return due > 0 && received_msat < due + SAT && (received_msat > due - SAT || received_msat >= due * 0.8)
}

/** What was sent in all, as its app says, else a note: a zap is of one payment. */
function totalOf(claims: readonly Telling[]): number | null {
  const telling = claims.filter(({ route, claimed_msat }) => route !== 'zap' && claimed_msat !== null)
  return (telling.find(({ route }) => route === 'metaboost') ?? telling[0])?.claimed_msat ?? null
}

function distance(a: Paid, b: Paid): number {
  return Math.abs(a.settled_at.getTime() - b.settled_at.getTime())
}
