/** What one wallet got of one boost, as a ratio to what the boost claimed, and who sent it. */
export type Observation = { wallet: string; voter: string; ratio: number }

/** Fewer boosts than these say nothing. */
const HANDFUL = 5
/** How many of one sender's boosts count, so that one liar does not outvote the others. */
const PER_VOTER = 3
/** Ratios this close are the same share: wallets get whole sats, and apps round. */
const WIDTH = 0.02
/** Rounding may carry a whole payment a little above its claim. */
const WHOLE = 1.01

/**
 * Proposes the shares of the value block from past boosts: of each wallet the ratio that is usual, where at least half of its
 * boosts agree on one.
 * @param observations the latest first, without those sent during another's music
 * @returns by wallet name, or null where nothing can be said
 */
export function proposeShares(observations: readonly Observation[]): Record<string, number> | null {
  const proposal: Record<string, number> = {}
  for (const wallet of [...new Set(observations.map((seen) => seen.wallet))].sort()) {
    const share = usualRatio(observations.filter((seen) => seen.wallet === wallet))
    if (share !== null) proposal[wallet] = share
  }
  const whole = Object.values(proposal).reduce((sum, share) => sum + share, 0)
  // Wallets that get more than all of it were told lies about it.
  return whole === 0 || whole > WHOLE ? null : proposal
}

function usualRatio(seen: readonly Observation[]): number | null {
  if (seen.length < HANDFUL) return null
  const fair = fairVotes(seen)
  const votes = (fair.length < HANDFUL ? seen : fair).map(({ ratio }) => ratio).sort((a, b) => a - b)
  let best: number[] = []
  let from = 0
  for (let to = 0; to < votes.length; to++) {
    while ((votes[to] ?? 0) > (votes[from] ?? 0) * (1 + WIDTH) + 1e-9) from++
    if (to - from + 1 > best.length) best = votes.slice(from, to + 1)
  }
  const usual = best[best.length >> 1]
  if (usual === undefined || best.length * 2 < votes.length || usual <= 0 || usual > WHOLE) return null
  return Math.min(1, rounded(usual))
}

function fairVotes(seen: readonly Observation[]): Observation[] {
  const counts = new Map<string, number>()
  return seen.filter(({ voter }) => {
    const count = (counts.get(voter) ?? 0) + 1
    counts.set(voter, count)
    return count <= PER_VOTER
  })
}

/** Splits are whole percents as a rule. */
function rounded(ratio: number): number {
  const percents = Math.round(ratio * 100)
  return percents > 0 && Math.abs(ratio * 100 - percents) <= 0.15
    ? percents / 100
    : Math.max(0.0001, Math.round(ratio * 10_000) / 10_000)
}
