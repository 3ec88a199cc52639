import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type MouseEvent, type ReactNode, useState } from 'react'
import { AirRowView } from '#client/air/list/air-row.tsx'
import { CutRow } from '#client/air/list/cut-row.tsx'
import { dropOn } from '#client/air/list/moves.ts'
import { type AirRow, type BoostRow, idsOf } from '#client/air/list/rows.ts'
import { SectionHead } from '#client/air/list/section-head.tsx'
import { SilentRow } from '#client/air/list/silent-row.tsx'
import { StreamsRow } from '#client/air/list/streams-row.tsx'
import { useAirKeys } from '#client/air/list/use-air-keys.ts'
import { type Over, usePointer } from '#client/air/list/use-pointer.ts'
import { useSelection } from '#client/air/list/use-selection.ts'
import type { MarkBoosts, MarkEach } from '#client/air/list/use-undo.ts'
import { t } from '#client/air/words.ts'
import { useTop } from '#client/lib/use-top.ts'
import { lazyDialog } from '#client/ui/lazy-dialog.tsx'

const RowDialog = lazyDialog(() => import('#client/air/list/row-dialog.tsx').then((file) => file.RowDialog))
const SelectionBar = lazyDialog(() =>
  import('#client/air/list/selection-bar.tsx').then((file) => file.SelectionBar),
)

type Props = {
  rows: AirRow[]
  /** What was looked for. */
  looked?: string
  /** How boosts are marked; null where nothing may be, as in a closed segment. */
  marks: { mark: MarkBoosts; markEach: MarkEach; undo: () => void } | null
  /** Why some are only thanked, where that is not long past. */
  thanks?: ReactNode
  onHelp?: () => void
  onFold: (key: string) => void
}

const HEIGHTS: Partial<Record<AirRow['kind'], number>> = { boost: 88, silent: 44, cut: 44 }

/** The running order: thousands of boosts, of which only those near the screen are on the page. */
export function AirList({ rows, looked = '', marks, thanks, onHelp, onFold }: Props) {
  const [list, setList] = useState<HTMLDivElement | null>(null)
  const [current, setCurrent] = useState<string | null>(null)
  const [opened, open] = useState<string | null>(null)
  const selection = useSelection(rows)
  const top = useTop(list)
  const virtual = useWindowVirtualizer<HTMLDivElement>({
    count: rows.length,
    estimateSize: (index) => HEIGHTS[rows[index]?.kind ?? 'section'] ?? 50,
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
    selection,
    mark: marks?.mark ?? null,
    undo: marks?.undo ?? null,
    help: onHelp ?? null,
  })
  const boostRow = (key: string | null) =>
    rows.find((row): row is BoostRow => row.kind === 'boost' && row.key === key)
  const drop = (key: string, { key: on, isBefore }: Over) => {
    const [row, target] = [boostRow(key), boostRow(on)]
    if (!row || !target || !marks) return
    const moving = selection.has(key) ? selection.rows : [row]
    const groups = [...new Map(moving.map(({ group }) => [group.key, group])).values()]
    const moves = dropOn(groups, target.section, { key: target.group.key, isBefore })
    const who =
      groups.length === 1
        ? row.group.supporter.name
        : t('{count, plural, one {# turn} other {# turns}}', { count: groups.length })
    marks.markEach(new Map([...moves].map(([id, move]) => [id, { move }])), t('{who} moved', { who }))
  }
  const pointer = usePointer({ onDrop: marks && drop, onHold: marks && selection.toggle })
  const onClick = (event: MouseEvent) => {
    const { target, shiftKey, ctrlKey, metaKey, nativeEvent } = event
    if (!(target instanceof Element) || target.closest('button, a') || pointer.wasDone()) return
    const key = target.closest<HTMLElement>('[data-row]')?.dataset.row
    if (!key) return
    // A finger that has chosen one chooses more by touching them.
    const isTouch = nativeEvent instanceof PointerEvent && nativeEvent.pointerType === 'touch'
    if (marks && shiftKey) selection.extend(key, current)
    else if (marks && (ctrlKey || metaKey || (isTouch && !selection.isEmpty))) selection.toggle(key)
    else open(key)
  }
  const openRow = boostRow(opened)
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys bubble from the rows, which can be focused */}
      <div
        ref={setList}
        className={`boost-list air-list${pointer.dragged ? ' is-dragging' : ''}`}
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onPointerDown={pointer.onPointerDown}
        onContextMenu={(event) => pointer.wasDone() && event.preventDefault()}
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
              {row.kind === 'section' && <SectionHead row={row} thanks={thanks} onFold={onFold} />}
              {row.kind === 'streams' && <StreamsRow section={row.section} />}
              {row.kind === 'silent' && (
                <SilentRow boosts={row.boosts} onOpen={() => onFold(row.group.key)} />
              )}
              {row.kind === 'cut' && <CutRow cut={row.cut} />}
              {row.kind === 'boost' && (
                <AirRowView
                  row={row}
                  looked={looked}
                  isCurrent={row.key === current}
                  isSelected={selection.has(row.key)}
                  isStop={row.key === (current ?? firstBoost(rows))}
                  onFocus={() => setCurrent(row.key)}
                  onOpen={() => open(row.key)}
                  dragged={dragOf(row.key, pointer)}
                  mayMove={marks !== null && row.section.kind !== 'unproven'}
                />
              )}
            </div>
          )
        })}
      </div>
      {openRow && (
        <RowDialog row={openRow} rows={rows} onMark={marks?.mark ?? null} onClose={() => open(null)} />
      )}
      {marks && !selection.isEmpty && (
        <SelectionBar
          selected={selection.rows}
          mark={(set, said) => marks.mark(selection.rows.flatMap(idsOf), set, said)}
          markEach={marks.markEach}
          onClose={selection.clear}
        />
      )}
    </>
  )
}

/** How a row looks while one is dragged. */
function dragOf(
  key: string,
  { dragged, over }: { dragged: string | null; over: Over | null },
): 'moving' | 'before' | 'after' | null {
  if (key === dragged) return 'moving'
  return over?.key === key ? (over.isBefore ? 'before' : 'after') : null
}

function firstBoost(rows: readonly AirRow[]): string | undefined {
  return rows.find(({ kind }) => kind === 'boost')?.key
}
