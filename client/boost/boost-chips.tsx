import type { BoostJson } from '#api/contract/boost.ts'
import { formatSats } from '#client/format/sats.ts'
import { Chip } from '#client/ui/chip.tsx'

/** What a host should know before reading a boost out. */
export function BoostChips({ boost }: { boost: BoostJson }) {
  const { action, claim, claimed_msat, counted_msat, hidden, possible_double, difference } = boost
  const isOpenClaim = claimed_msat !== null && claim !== 'confirmed' && claimed_msat !== counted_msat
  return (
    <>
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
