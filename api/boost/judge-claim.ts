import type { ClaimShares, ClaimVerdict } from '#db/schema/boost.ts'

/** How much of what a claim promises our paid recipients must have arrived. */
const ARRIVED = 0.8
/** How much of our whole share the paid recipients must hold. */
const PAID_SHARE = 1 / 3
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

  const whole = Object.values(shares).reduce((sum, share) => sum + share, 0)
  const confirmed =
    judged.arrived_msat >= ARRIVED * claimed_msat * judged.share && judged.share >= whole * PAID_SHARE - 1e-9
  return {
    claim: confirmed ? 'confirmed' : 'doubtful',
    counted_msat: confirmed ? Math.max(claimed_msat, received_msat) : received_msat,
    claim_shares: shares,
  }
}

/** The share of the paid wallets that have one, and what these got; null where none has one. */
function sharesOfPaid(received: ReadonlyMap<number, number>, shares: ClaimShares | null) {
  let share = 0
  let arrived_msat = 0
  for (const [wallet, amount] of received) {
    const part = shares?.[wallet]
    if (part === undefined) continue
    share += part
    arrived_msat += amount
  }
  return share > 0 ? { share, arrived_msat } : null
}
