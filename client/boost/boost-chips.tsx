import type { BoostJson } from '#api/contract/boost.ts'
import { t } from '#client/boost/words.ts'
import { formatSats } from '#client/format/sats.ts'
import { Chip } from '#client/ui/chip.tsx'

const DROPPED = { dismissed: t('dismissed'), withdrawn: t('withdrawn') }

/** What a host should know before reading a boost out. */
export function BoostChips({ boost }: { boost: BoostJson }) {
  const { action, claim, claimed_msat, counted_msat, hidden, possible_double, difference, dropped } = boost
  // What differs by less than a sat is the rounding of apps.
  const differs = claimed_msat !== null && Math.abs(claimed_msat - counted_msat) >= 1000
  const isOpenClaim = claimed_msat !== null && (claim === 'doubtful' || claim === 'unknown') && differs
  return (
    <>
      {claim === 'unproven' && <Chip tone="warn">{t('unproven')}</Chip>}
      {dropped !== null && <Chip>{DROPPED[dropped]}</Chip>}
      {isOpenClaim && (
        <Chip tone={claim === 'doubtful' ? 'warn' : 'plain'}>
          {t('claims {amount}', { amount: formatSats(claimed_msat) })}
        </Chip>
      )}
      {possible_double && <Chip tone="warn">{t('possible double')}</Chip>}
      {difference !== null && <Chip tone="warn">{t('differs since')}</Chip>}
      {action === 'auto' && <Chip>{t('auto')}</Chip>}
      {hidden && <Chip>{t('hidden')}</Chip>}
    </>
  )
}
