import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { LiveEvent } from '#api/contract/live.ts'
import { useHints } from '#client/live/hints.ts'

/** Payments that pour in are not followed more often than this. */
const PACE_MS = 3_000

/** Reads again what is kept under a key when a show's payments or totals have changed. */
export function useFresh(show: string, queryKey: QueryKey): void {
  const client = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  useHints((hint) => {
    if (!touches(hint, show) || timer.current !== undefined) return
    timer.current = setTimeout(() => {
      timer.current = undefined
      void client.invalidateQueries({ queryKey })
    }, PACE_MS)
  })
}

/** Whether a hint may be about a show's payments; null may be about anything. */
export function touches(hint: LiveEvent | null, show: string): boolean {
  if (hint === null) return true
  if (hint.kind !== 'changes' && hint.kind !== 'totals') return false
  return hint.shows === null || hint.shows.includes(show)
}
