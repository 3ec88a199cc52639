import type { Boost, ClaimShares, ClaimVerdict } from '#db/schema/boost.ts'

/** Shares have eight decimals: counted in these, they are whole numbers. */
const PARTS = 1e8
/** A claim that many times what was received is doubtful even where no share is known. */
const ABSURD = 100
/** What an app leaves away of each payment, in msat, since it sends whole sats. */
const FLOORED_MSAT = 999

export type Claim = {
  claimed_msat: number | null
  /** Each payment of the boost, by the id of the wallet that got it. */
  received: readonly { wallet_id: number; amount_msat: number }[]
  /** The shares that could hold when it was sent, by wallet id; none where they are not known. */
  shares: readonly ClaimShares[]
  /** Others than these could hold too, so that they prove a claim and disprove none. */
  open: boolean
}

export type Judgement = { claim: ClaimVerdict; counted_msat: number; claim_shares: ClaimShares[] | null }

/**
 * Judges what an app claims against what arrived: confirmed where, by any of the shares that could hold, at least four fifths
 * of what it promises to those of our recipients that were paid arrived, or all of it but for what apps leave away to send
 * whole sats; and where these hold at least a third of our whole share. Else doubtful. Where no share is known the claim is
 * unknown, and doubtful from a hundred times what was received.
 * @returns the verdict, what counts in msat, and the shares it was judged by (to be remembered)
 */
export function judgeClaim({ claimed_msat, received, shares, open }: Claim): Judgement {
  const received_msat = received.reduce((sum, { amount_msat }) => sum + amount_msat, 0)
  const judgement = (claim: ClaimVerdict, claim_shares: ClaimShares[] | null): Judgement => ({
    claim,
    counted_msat: claim === 'confirmed' ? Math.max(claimed_msat ?? 0, received_msat) : received_msat,
    claim_shares,
  })
  if (claimed_msat === null) return judgement('unknown', null)
  const known = shares.filter((each) => paidParts(received, each) > 0n)
  if (known.some((each) => proves(claimed_msat, received, each))) return judgement('confirmed', known)
  if (known.length > 0 && !open) return judgement('doubtful', known)
  return judgement(claimed_msat >= ABSURD * Math.max(received_msat, 1) ? 'doubtful' : 'unknown', null)
}

/**
 * The shares that a verdict was given by, which later ones do not reopen. What was doubted when only one was tried is open.
 * @returns null where the claim is open
 */
export function rememberedShares({
  claim,
  claim_shares,
}: Pick<Boost, 'claim' | 'claim_shares'>): ClaimShares[] | null {
  if (claim_shares === null || Array.isArray(claim_shares)) return claim_shares
  return claim === 'confirmed' ? [claim_shares] : null
}

/** Three equal thirds are written 0.33333333: a few of the smallest parts are nothing. */
const SLACK = 10n

function proves(claimed_msat: number, received: Claim['received'], shares: ClaimShares): boolean {
  const parts = paidParts(received, shares)
  const whole = partsOf(Object.values(shares))
  const paid = received.filter(({ wallet_id }) => shares[wallet_id] !== undefined)
  const arrived = paid.reduce((sum, { amount_msat }) => sum + BigInt(amount_msat), 0n)
  // Of less than a sat nothing is left away, lest many of nothing prove anything.
  const floored = BigInt(FLOORED_MSAT * paid.filter(({ amount_msat }) => amount_msat >= 1_000).length)
  const promised = BigInt(claimed_msat) * parts
  const isMost = arrived * 10n * BigInt(PARTS) >= promised * 8n
  const isAllButFloored = (arrived + floored) * BigInt(PARTS) >= promised
  return (isMost || isAllButFloored) && parts * 3n + SLACK >= whole
}

/** The share of those wallets that were paid. */
function paidParts(received: Claim['received'], shares: ClaimShares): bigint {
  const wallets = [...new Set(received.map(({ wallet_id }) => wallet_id))]
  return partsOf(wallets.map((wallet) => shares[wallet] ?? 0))
}

function partsOf(shares: readonly number[]): bigint {
  return shares.reduce((sum, share) => sum + BigInt(Math.round(share * PARTS)), 0n)
}
