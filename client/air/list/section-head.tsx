import type { ReactNode } from 'react'
import { formatAnonymous, formatPeople, namesOf } from '#client/air/format-segment.ts'
import type { AirRow } from '#client/air/list/rows.ts'
import { BOOST_SECTION_NAMES } from '#client/air/section-names.ts'
import { t } from '#client/air/words.ts'
import { formatMoney } from '#client/format/money.ts'
import { formatSats, satsOf } from '#client/format/sats.ts'

/**
 * A section with its sum; Thanks with the names in a line, to be unfolded.
 * @param thanks why some are only thanked
 */
export function SectionHead({
  row: { section, isOpen, isFoldable },
  thanks,
  onFold,
}: {
  row: Extract<AirRow, { kind: 'section' }>
  thanks: ReactNode
  onFold: (section: string) => void
}) {
  const { kind, groups, counted_msat, fiat } = section
  const { named, anonymous } = namesOf(groups)
  const sums = [
    kind === 'unproven'
      ? t('{count, plural, one {# boost} other {# boosts}} that apps or notes claim; in no sum', {
          count: groups.length,
        })
      : formatPeople(new Set(named.map(({ supporter }) => supporter.id)).size, anonymous),
    ...(counted_msat > 0 ? [`${formatSats(counted_msat)} ${satsOf(counted_msat)}`] : []),
    ...fiat.map((money) => formatMoney(money)),
  ].join(' · ')
  const title = BOOST_SECTION_NAMES[kind]
  return (
    <header className="section-head">
      <h2>
        {isFoldable ? (
          <button type="button" className="air-fold" aria-expanded={isOpen} onClick={() => onFold(kind)}>
            {title}
          </button>
        ) : (
          title
        )}
      </h2>
      <p className="meta">
        {sums}
        {!isOpen && (
          <>
            {': '}
            <bdi>
              {named
                .slice(0, 12)
                .map(({ supporter }) => supporter.name)
                .join(', ')}
            </bdi>
            {named.length > 12 && ' …'}
            {anonymous > 0 && `${named.length > 0 ? `, ${t('and')} ` : ''}${formatAnonymous(anonymous)}`}
          </>
        )}
      </p>
      {isFoldable && thanks}
    </header>
  )
}
