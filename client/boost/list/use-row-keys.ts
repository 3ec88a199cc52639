import { useEffect, useEffectEvent, useState } from 'react'
import { letterKeys } from '#client/lib/preferences.ts'

type Rows = {
  count: number
  current: number | null
  setCurrent: (index: number) => void
  open: (index: number) => void
  /** Scrolls to a row. */
  reveal: (index: number) => void
}
type Key = Pick<
  KeyboardEvent,
  'key' | 'target' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'preventDefault'
>

/**
 * Moves through rows by keys, one of them being where the tabulator stops: arrows, Home, End, J and K; Enter opens. J and K work
 * from the page too, while nothing has the focus.
 * @param list holds the rows, as elements with `data-row`
 * @returns what the list does with a key
 */
export function useRowKeys(list: HTMLElement | null, { count, current, setCurrent, open, reveal }: Rows) {
  const [wanted, want] = useState<number | null>(null)

  useEffect(() => {
    if (wanted === null) return
    list?.querySelector<HTMLElement>(`[data-row="${wanted}"]`)?.focus({ preventScroll: true })
    want(null)
  }, [wanted, list])

  const onKeyDown = (event: Key) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    const here = rowOf(event.target) ?? current
    const next = nextRow(event.key, here, count)
    if (event.key === 'Enter' && here !== null) open(here)
    else if (next !== null) {
      setCurrent(next)
      want(next)
      reveal(next)
    } else return
    event.preventDefault()
  }

  const onPageKey = useEffectEvent((event: Key) => {
    if (event.target === document.body && /^[jk]$/.test(event.key)) onKeyDown(event)
  })
  useEffect(() => {
    const hear = (event: KeyboardEvent) => onPageKey(event)
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [])
  return onKeyDown
}

/** The row that something on the page belongs to, null where it is none. */
export function rowOf(target: EventTarget | null): number | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null
  return row ? Number(row.dataset.row) : null
}

/**
 * Where a key leads.
 * @param here the current row, null before the first step
 * @returns null where the key leads nowhere
 */
export function nextRow(key: string, here: number | null, count: number): number | null {
  if (count === 0) return null
  const clamp = (row: number) => Math.max(0, Math.min(count - 1, row))
  const letters = letterKeys.get() === 'on'
  if (key === 'ArrowDown' || (letters && key === 'j')) return clamp((here ?? -1) + 1)
  if (key === 'ArrowUp' || (letters && key === 'k')) return clamp((here ?? 0) - 1)
  if (key === 'Home') return 0
  return key === 'End' ? count - 1 : null
}
