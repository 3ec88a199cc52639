import type { BoostJson } from '#api/contract/boost.ts'
import { formatSats } from '#client/format/sats.ts'
import { Chip } from '#client/ui/chip.tsx'

/** What a host should know before reading a boost out. */
export function BoostChips({ boost }: { boost: BoostJson }) {
  const { action, claim, claimed_msat, counted_msat, hidden, possible_double, difference, dropped } = boost
  // What differs by less than a sat is the rounding of apps.
  const differs = claimed_msat !== null && Math.abs(claimed_msat - counted_msat) >= 1000
  const isOpenClaim = claimed_msat !== null && (claim === 'doubtful' || claim === 'unknown') && differs
  return (
    <>
      {claim === 'unproven' && <Chip tone="warn">unproven</Chip>}
      {dropped !== null && <Chip>{dropped}</Chip>}
      {isOpenClaim && (
        <Chip tone={claim === 'doubtful' ? 'warn' : 'plain'}>claims {formatSats(claimed_msat)}</Chip>
      )}
      {possible_double && <Chip tone="warn">possible double</Chip>}
      {difference !== null && <Chip tone="warn">differs since</Chip>}
      {action === 'auto' && <Chip>auto</Chip>}
      {hidden && <Chip>hidden</Chip>}
    </>
  )
}
