import type { ClaimShares, ClaimVerdict } from '#db/schema/boost.ts'

/** Shares have eight decimals: counted in these, they are whole numbers. */
const PARTS = 1e8
/** A claim that many times what was received is doubtful even where no share is known. */
const ABSURD = 100

export type Claim = {
  claimed_msat: number | null
  /** What each wallet got, by its id. */
  received: ReadonlyMap<number, number>
  /** The shares in force when it was settled, by wallet id; null where none is known. */
  shares: ClaimShares | null
  /** Sent during another's music, so that our shares do not apply. */
  remote: boolean
}

export type Judgement = { claim: ClaimVerdict; counted_msat: number; claim_shares: ClaimShares | null }

/**
 * Judges what an app claims against what arrived: confirmed where at least four fifths of what it promises to those of our
 * recipients that were paid arrived, and these hold at least a third of our whole share; else doubtful. Where no share is
 * known the claim is unknown, and doubtful from a hundred times what was received.
 * @returns the verdict, what counts in msat, and the shares it was judged by (to be remembered)
 */
export function judgeClaim({ claimed_msat, received, shares, remote }: Claim): Judgement {
  let received_msat = 0
  for (const amount of received.values()) received_msat += amount
  const unknown = (claim: ClaimVerdict): Judgement => ({
    claim,
    counted_msat: received_msat,
    claim_shares: null,
  })
  if (claimed_msat === null) return unknown('unknown')

  const judged = remote ? null : sharesOfPaid(received, shares)
  if (!judged || !shares)
    return unknown(claimed_msat >= ABSURD * Math.max(received_msat, 1) ? 'doubtful' : 'unknown')

  const whole = partsOf(Object.values(shares))
  // Exact: at least 8 of 10 parts arrived, and at least 1 of 3 parts of our share was paid.
  const arrived =
    BigInt(judged.arrived_msat) * 10n * BigInt(PARTS) >= BigInt(claimed_msat) * 8n * judged.parts
  const confirmed = arrived && judged.parts * 3n + SLACK >= whole
  return {
    claim: confirmed ? 'confirmed' : 'doubtful',
    counted_msat: confirmed ? Math.max(claimed_msat, received_msat) : received_msat,
    claim_shares: shares,
  }
}

/** Three equal thirds are written 0.33333333: a few of the smallest parts are nothing. */
const SLACK = 10n

function partsOf(shares: readonly number[]): bigint {
  return shares.reduce((sum, share) => sum + BigInt(Math.round(share * PARTS)), 0n)
}

/** The share of the paid wallets that have one, and what these got; null where none has one. */
function sharesOfPaid(received: ReadonlyMap<number, number>, shares: ClaimShares | null) {
  const paid = [...received].filter(([wallet]) => shares?.[wallet] !== undefined)
  const parts = partsOf(paid.map(([wallet]) => shares?.[wallet] ?? 0))
  const arrived_msat = paid.reduce((sum, [, amount]) => sum + amount, 0)
  return parts > 0n ? { parts, arrived_msat } : null
}
