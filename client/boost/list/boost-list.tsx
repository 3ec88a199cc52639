import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual'
import { type MouseEvent, useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { BoostRow } from '#client/boost/list/boost-row.tsx'
import { estimateHeight } from '#client/boost/list/estimate-height.ts'
import { GroupHeading } from '#client/boost/list/group-heading.tsx'
import type { BoostRow as Row } from '#client/boost/list/list-rows.ts'
import { rowOf, useRowKeys } from '#client/boost/list/use-row-keys.ts'
import { t } from '#client/boost/words.ts'
import { isSelecting } from '#client/lib/is-selecting.ts'
import { useTop } from '#client/lib/use-top.ts'
import { useShows } from '#client/show/use-shows.ts'

type Props = {
  rows: Row[]
  /** Of all rows, loaded or not. */
  count: number
  hasMore: boolean
  onNearEnd: () => void
  openId: string | undefined
  hrefOf: (id: string) => string
  /** What was looked for. */
  looked: string
}

/** Thousands of boosts, of which only those near the screen are on the page. */
export function BoostList({ rows, count, hasMore, onNearEnd, openId, hrefOf, looked }: Props) {
  const shows = useShows().data ?? []
  const demos = new Set(shows.filter(({ demo }) => demo).map(({ slug }) => slug))
  const [, navigate] = useLocation()
  const [list, setList] = useState<HTMLElement | null>(null)
  const top = useTop(list)
  const [current, setCurrent] = useState<number | null>(null)
  const opened = rows.findIndex(({ boost }) => boost.id === openId)
  const virtual = useWindowVirtualizer<HTMLDivElement>({
    count: rows.length,
    estimateSize: (index) => estimateHeight(rows[index], list?.clientWidth ?? 1000),
    getItemKey: (index) => rows[index]?.boost.id ?? index,
    overscan: 8,
    scrollMargin: top,
    // The row with the focus stays on the page, however far one scrolls.
    rangeExtractor: (range) => withRow(defaultRangeExtractor(range), current, rows.length),
  })
  const items = virtual.getVirtualItems()
  const lastShown = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasMore && lastShown >= rows.length - 25) onNearEnd()
  }, [hasMore, lastShown, rows.length, onNearEnd])

  const openRow = (index: number) => {
    const row = rows[index]
    if (row) navigate(hrefOf(row.boost.id))
  }
  const onKeyDown = useRowKeys(list, {
    count: rows.length,
    current,
    setCurrent,
    open: openRow,
    reveal: (index) => virtual.scrollToIndex(index, { align: 'auto' }),
  })
  const onClick = (event: MouseEvent) => {
    const index = rowOf(event.target)
    if (index === null || isSelecting()) return
    setCurrent(index)
    if (!(event.target instanceof Element && event.target.closest('a'))) openRow(index)
  }
  return (
    <section
      ref={setList}
      className="boost-list"
      aria-label={t('Boosts')}
      aria-busy={hasMore && lastShown >= rows.length - 1}
      style={{ height: virtual.getTotalSize() }}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      {items.map(({ index, key, start }) => {
        const row = rows[index]
        if (!row) return null
        const { boost, heading } = row
        return (
          <div
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            className="boost-item"
            style={{ transform: `translateY(${start - top}px)` }}
          >
            {heading && (
              <GroupHeading
                group={heading}
                withShow={shows.length > 1}
                isDemo={demos.has(heading.show.slug)}
              />
            )}
            <BoostRow
              boost={boost}
              index={index}
              count={count}
              isCurrent={index === current || index === opened}
              isStop={index === (current ?? 0)}
              href={hrefOf(boost.id)}
              looked={looked}
            />
          </div>
        )
      })}
    </section>
  )
}

function withRow(shown: number[], row: number | null, count: number): number[] {
  if (row === null || row >= count || shown.includes(row)) return shown
  return [...shown, row].sort((a, b) => a - b)
}
