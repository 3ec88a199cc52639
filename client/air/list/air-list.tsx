import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type MouseEvent, useState } from 'react'
import { AirRowView } from '#client/air/list/air-row.tsx'
import type { AirRow } from '#client/air/list/rows.ts'
import { SectionHead } from '#client/air/list/section-head.tsx'
import { StreamsRow } from '#client/air/list/streams-row.tsx'
import { useAirKeys } from '#client/air/list/use-air-keys.ts'
import { useDrag } from '#client/air/list/use-drag.ts'
import type { MarkBoosts } from '#client/air/list/use-undo.ts'
import { isSelecting } from '#client/lib/is-selecting.ts'
import { useTop } from '#client/lib/use-top.ts'
import { lazyDialog } from '#client/ui/lazy-dialog.tsx'

const RowDialog = lazyDialog(() => import('#client/air/list/row-dialog.tsx').then((file) => file.RowDialog))

type Props = {
  rows: AirRow[]
  /** Of a closed segment nothing can be marked. */
  /** What was looked for. */
  looked?: string
  mayEdit: boolean
  onMark: MarkBoosts
  onUndo?: () => void
  onHelp?: () => void
  onFold: (section: string) => void
}

/** The running order: thousands of boosts, of which only those near the screen are on the page. */
export function AirList({ rows, looked = '', mayEdit, onMark, onUndo, onHelp, onFold }: Props) {
  const [list, setList] = useState<HTMLDivElement | null>(null)
  const [current, setCurrent] = useState<string | null>(null)
  const [opened, open] = useState<string | null>(null)
  const top = useTop(list)
  const virtual = useWindowVirtualizer<HTMLDivElement>({
    count: rows.length,
    estimateSize: (index) => (rows[index]?.kind === 'boost' ? 88 : 50),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 8,
    scrollMargin: top,
  })
  const onKeyDown = useAirKeys(list, {
    rows,
    current,
    setCurrent,
    reveal: (index) => virtual.scrollToIndex(index, { align: 'auto' }),
    open,
    mark: mayEdit ? onMark : null,
    undo: onUndo ?? null,
    help: onHelp ?? null,
  })
  const onClick = ({ target }: MouseEvent) => {
    if (!(target instanceof Element) || target.closest('button, a') || isSelecting()) return
    const key = target.closest<HTMLElement>('[data-row]')?.dataset.row
    if (key) open(key)
  }
  const drag = useDrag(rows, onMark)
  const openRow = rows.find((row) => row.key === opened)
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys bubble from the rows, which can be focused */}
      <div
        ref={setList}
        className="boost-list air-list"
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index]
          if (!row) return null
          return (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              className="boost-item"
              style={{ transform: `translateY(${start - top}px)` }}
            >
              {row.kind === 'section' && <SectionHead row={row} onFold={onFold} />}
              {row.kind === 'streams' && <StreamsRow section={row.section} />}
              {row.kind === 'boost' && (
                <AirRowView
                  row={row}
                  looked={looked}
                  isCurrent={row.key === current}
                  isStop={row.key === (current ?? firstBoost(rows))}
                  onFocus={() => setCurrent(row.key)}
                  onOpen={() => open(row.key)}
                  drag={mayEdit ? drag(row) : null}
                />
              )}
            </div>
          )
        })}
      </div>
      {openRow?.kind === 'boost' && (
        <RowDialog row={openRow} rows={rows} mayEdit={mayEdit} onMark={onMark} onClose={() => open(null)} />
      )}
    </>
  )
}

function firstBoost(rows: readonly AirRow[]): string | undefined {
  return rows.find(({ kind }) => kind === 'boost')?.key
}
