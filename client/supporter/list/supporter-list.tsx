import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import type { SupporterJson } from '#api/contract/supporter.ts'
import { formatDay } from '#client/format/day.ts'
import { useTop } from '#client/lib/use-top.ts'
import { otherNames } from '#client/supporter/other-names.ts'
import { say, t } from '#client/supporter/words.ts'
import { Chip } from '#client/ui/chip.tsx'
import { Sats } from '#client/ui/sats.tsx'

type Props = { show: string; rows: SupporterJson[]; hasMore: boolean; onNearEnd: () => void }

/** Thousands of supporters, of whom only those near the screen are on the page. */
export function SupporterList({ show, rows, hasMore, onNearEnd }: Props) {
  const [list, setList] = useState<HTMLElement | null>(null)
  const top = useTop(list)
  const virtual = useWindowVirtualizer<HTMLLIElement>({
    count: rows.length,
    estimateSize: () => ((list?.clientWidth ?? 1000) < 600 ? 92 : 66),
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 10,
    scrollMargin: top,
  })
  const items = virtual.getVirtualItems()
  const lastShown = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasMore && lastShown >= rows.length - 40) onNearEnd()
  }, [hasMore, lastShown, rows.length, onNearEnd])
  return (
    <ul
      ref={setList}
      className="supporter-list"
      aria-label={t('Supporters')}
      style={{ height: virtual.getTotalSize() }}
    >
      {items.map(({ index, key, start }) => {
        const supporter = rows[index]
        return (
          supporter && (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              className="supporter-item"
              style={{ transform: `translateY(${start - top}px)` }}
            >
              <SupporterRow supporter={supporter} show={show} />
            </li>
          )
        )
      })}
    </ul>
  )
}

function SupporterRow({ supporter, show }: { supporter: SupporterJson; show: string }) {
  const { id, name, say_as, team, hidden, boost_count, counted_msat, last_sent_at } = supporter
  const others = otherNames(supporter)
  return (
    <div className="supporter">
      <div className="row-words">
        <Link href={`/supporters/${id}?show=${show}`} className="row-name" dir="auto">
          {name}
        </Link>
        {say_as && <span className="meta"> {say('say {sayAs}', { sayAs: <bdi>{say_as}</bdi> })}</span>}
        <span className="supporter-chips">
          {team && <Chip>{t('team')}</Chip>}
          {hidden && <Chip>{t('hidden')}</Chip>}
        </span>
        {others.length > 0 && (
          <p className="meta cut" dir="auto">
            {t('also {others}', { others: others.join(', ') })}
          </p>
        )}
      </div>
      <p className="supporter-sum">{boost_count > 0 && <Sats msat={counted_msat} />}</p>
      <p className="supporter-count meta">
        {boost_count === 0
          ? t('streams only')
          : t('{boostCount, plural, one {# boost} other {# boosts}}', { boostCount: boost_count })}
      </p>
      <p className="supporter-last meta">{last_sent_at ? formatDay(last_sent_at) : ''}</p>
    </div>
  )
}
