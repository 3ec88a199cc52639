import { type ComponentProps, type DragEvent, useRef } from 'react'
import { dropOn } from '#client/air/list/moves.ts'
import type { AirRow } from '#client/air/list/rows.ts'
import type { MarkBoosts } from '#client/air/list/use-undo.ts'

type BoostRow = Extract<AirRow, { kind: 'boost' }>

/** Lets a group be dragged before or behind another one with the mouse; keys and the row's menu do the same. */
export function useDrag(rows: readonly AirRow[], onMark: MarkBoosts) {
  const dragged = useRef<BoostRow | null>(null)
  return (row: BoostRow): ComponentProps<'article'> => ({
    draggable: true,
    onDragStart: (event: DragEvent) => {
      dragged.current = row
      event.dataTransfer.effectAllowed = 'move'
      event.dataTransfer.setData('text/plain', row.group.supporter.name)
    },
    onDragEnd: () => {
      dragged.current = null
    },
    onDragOver: (event: DragEvent) => {
      if (dragged.current && dragged.current.group.key !== row.group.key) event.preventDefault()
    },
    onDrop: (event: DragEvent<HTMLElement>) => {
      const moving = dragged.current
      const section = rows.find(
        (one): one is BoostRow => one.key === row.key && one.kind === 'boost',
      )?.section
      if (!moving || !section) return
      event.preventDefault()
      const box = event.currentTarget.getBoundingClientRect()
      const isBefore = event.clientY < box.top + box.height / 2
      const move = dropOn(section, row.group.key, isBefore)
      onMark([moving.boost.id], { move }, `${moving.group.supporter.name} moved`)
    },
  })
}
