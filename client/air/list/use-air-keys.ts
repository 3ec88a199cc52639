import { type KeyboardEvent, useEffect, useEffectEvent, useRef } from 'react'
import { stepGroup } from '#client/air/list/moves.ts'
import { type AirRow, type BoostRow, idsOf } from '#client/air/list/rows.ts'
import type { Selection } from '#client/air/list/use-selection.ts'
import type { MarkBoosts } from '#client/air/list/use-undo.ts'
import { t } from '#client/air/words.ts'
import { letterKeys } from '#client/lib/preferences.ts'

type Options = {
  rows: readonly AirRow[]
  current: string | null
  setCurrent: (key: string) => void
  reveal: (index: number) => void
  open: (key: string) => void
  selection: Selection
  /** Null where nothing may be marked. */
  mark: MarkBoosts | null
  undo: (() => void) | null
  help: (() => void) | null
}

/**
 * Keys through the running order: arrows move, with Alt they move the supporter, with Shift they choose; letters mark what is
 * chosen, or the row. The focus follows. J and K move too,
 * and from the page while nothing has the focus; U and Ctrl+Z undo wherever nothing is typed.
 * @returns what the list does with a key
 */
export function useAirKeys(
  list: HTMLElement | null,
  { rows, current, setCurrent, reveal, open, selection, mark, undo, help }: Options,
) {
  const wanted = useRef<string | null>(null)
  // The row may come onto the page only after the list has scrolled to it.
  useEffect(() => {
    if (wanted.current === null) return
    const row = list?.querySelector<HTMLElement>(`[data-row="${CSS.escape(wanted.current)}"]`)
    if (!row) return
    wanted.current = null
    row.focus({ preventScroll: true })
  })
  const go = (index: number) => {
    const there = rows[index]
    if (!there) return
    setCurrent(there.key)
    wanted.current = there.key
    reveal(index)
  }
  const onPageKey = useEffectEvent((event: globalThis.KeyboardEvent) => {
    const action = pageActionOf(event)
    const act = action === 'undo' ? mark && undo : action === 'help' ? help : null
    if (act) {
      event.preventDefault()
      return act()
    }
    const step = /^[jk]$/.test(event.key) ? stepOf(event.key) : null
    if (step === null || event.target !== document.body || event.ctrlKey || event.metaKey || event.altKey)
      return
    event.preventDefault()
    const at = rows.findIndex(({ key }) => key === current)
    go(at < 0 ? nextBoost(rows, -1, 1) : nextBoost(rows, at, step))
  })
  useEffect(() => {
    const hear = (event: globalThis.KeyboardEvent) => onPageKey(event)
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [])
  return (event: KeyboardEvent) => {
    if (!(event.target instanceof Element) || !event.target.matches('[data-row]')) return
    const at = rows.findIndex(({ key }) => key === current)
    const row = rows[at]
    if (row?.kind !== 'boost' || event.ctrlKey || event.metaKey) return
    const step = stepOf(event.key)
    if (event.key === 'Escape' && !selection.isEmpty) selection.clear()
    else if (step !== null && event.altKey) {
      const move = stepGroup(sectionsOf(rows), row.group.key, step)
      if (move) mark?.([row.boost.id], { move })
      wanted.current = row.key
    } else if (step !== null) {
      const to = nextBoost(rows, at, step)
      const key = rows[to]?.key
      if (event.shiftKey && mark && key !== undefined) selection.extend(key, row.key)
      go(to)
    } else if (event.key === 'Enter') open(row.key)
    else if (event.key === 'x' && letterKeys.get() === 'on' && mark) selection.toggle(row.key)
    else if (!markByLetter(event.key, row, selection, mark)) return
    event.preventDefault()
  }
}

/** What a key does wherever the focus is, but where something is typed or chosen. */
function pageActionOf(event: globalThis.KeyboardEvent): 'undo' | 'help' | null {
  const { key, target, ctrlKey, metaKey, altKey, shiftKey } = event
  if (altKey || (target instanceof Element && target.closest('input, select, textarea'))) return null
  if (ctrlKey || metaKey) return key.toLowerCase() === 'z' && !shiftKey ? 'undo' : null
  if (letterKeys.get() !== 'on') return null
  return key === 'u' ? 'undo' : key === '?' ? 'help' : null
}

/** Which way a key leads; null where it leads nowhere. */
function stepOf(key: string): 1 | -1 | null {
  const letters = letterKeys.get() === 'on'
  if (key === 'ArrowDown' || (letters && key === 'j')) return 1
  return key === 'ArrowUp' || (letters && key === 'k') ? -1 : null
}

function markByLetter(key: string, row: BoostRow, selection: Selection, mark: MarkBoosts | null): boolean {
  if (letterKeys.get() !== 'on' || !mark) return false
  const { status, starred, pinned } = row.boost.item
  const ids = selection.has(row.key) ? selection.rows.flatMap(idsOf) : idsOf(row)
  const own = selection.has(row.key) ? ids : [row.boost.id]
  const letters: Record<string, () => void> = {
    r: () => mark(ids, { status: status === 'read' ? 'unread' : 'read' }),
    s: () => mark(ids, { status: status === 'skipped' ? 'unread' : 'skipped' }, t('Skipped')),
    h: () => mark(ids, { status: status === 'held' ? 'unread' : 'held' }, t('Held for the next segment')),
    p: () => mark(own, { pinned: !pinned }),
    '*': () => mark(own, { starred: !starred }),
  }
  const act = letters[key]
  act?.()
  return act !== undefined
}

function nextBoost(rows: readonly AirRow[], from: number, way: 1 | -1): number {
  for (let at = from + way; at >= 0 && at < rows.length; at += way) if (rows[at]?.kind === 'boost') return at
  return from
}

function sectionsOf(rows: readonly AirRow[]) {
  return rows.flatMap((row) => (row.kind === 'section' ? row.section : []))
}
