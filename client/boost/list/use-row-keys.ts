import { type KeyboardEvent, useEffect, useState } from 'react'
import { letterKeys } from '#client/lib/preferences.ts'

type Work = { open: (index: number) => void; reveal: (index: number) => void }

/**
 * Moves through rows by keys, one of them being where the tabulator stops: arrows, J and K, Home and End; Enter opens.
 * @param list holds the rows, as elements with `data-row`
 */
export function useRowKeys(count: number, list: HTMLElement | null) {
  const [current, setCurrent] = useState<number | null>(null)
  const [wanted, want] = useState<number | null>(null)

  useEffect(() => {
    if (wanted === null) return
    list?.querySelector<HTMLElement>(`[data-row="${wanted}"]`)?.focus({ preventScroll: true })
    want(null)
  }, [wanted, list])

  const goTo = (index: number, reveal: Work['reveal']) => {
    const row = Math.max(0, Math.min(count - 1, index))
    setCurrent(row)
    want(row)
    reveal(row)
  }

  const onKeyDown = (event: KeyboardEvent, { open, reveal }: Work) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    const step = stepOf(event.key)
    const here = rowWithFocus(event.target) ?? current
    if (event.key === 'Enter' && here !== null) open(here)
    else if (step !== null)
      goTo(step === 'first' ? 0 : step === 'last' ? count - 1 : (here ?? -1) + step, reveal)
    else return
    event.preventDefault()
  }
  return { current, setCurrent, onKeyDown }
}

function stepOf(key: string): number | 'first' | 'last' | null {
  if (key === 'ArrowDown') return 1
  if (key === 'ArrowUp') return -1
  if (key === 'Home') return 'first'
  if (key === 'End') return 'last'
  if (letterKeys.get() === 'off') return null
  return key === 'j' ? 1 : key === 'k' ? -1 : null
}

function rowWithFocus(target: EventTarget): number | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null
  return row ? Number(row.dataset.row) : null
}
