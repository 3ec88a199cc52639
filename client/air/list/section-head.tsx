import type { AirRow } from '#client/air/list/rows.ts'
import { SECTION_WORDS } from '#client/air/list/section-words.ts'
import { formatMoney } from '#client/format/money.ts'
import { countOf, formatSats, satsOf } from '#client/format/sats.ts'

/** A section with its sum; Thanks with the names in a line, to be unfolded. */
export function SectionHead({
  row: { section, isOpen, isFoldable },
  onFold,
}: {
  row: Extract<AirRow, { kind: 'section' }>
  onFold: (section: string) => void
}) {
  const { kind, groups, counted_msat, fiat } = section
  const sums = [
    countOf(groups.length, 'supporter'),
    ...(counted_msat > 0 ? [`${formatSats(counted_msat)} ${satsOf(counted_msat)}`] : []),
    ...fiat.map((money) => formatMoney(money)),
  ].join(' · ')
  const title = SECTION_WORDS[kind]
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
              {groups
                .slice(0, 12)
                .map(({ supporter }) => supporter.name)
                .join(', ')}
            </bdi>
            {groups.length > 12 && ' …'}
          </>
        )}
      </p>
    </header>
  )
}
