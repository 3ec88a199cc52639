import { useEffect, useEffectEvent } from 'react'
import { createStore } from '#client/lib/store.ts'
import type { Line } from '#client/live/line.ts'
import { openSharedLine } from '#client/live/shared-line.ts'

/** A line that is down for less is nobody's business. */
const PATIENCE_MS = 2_000

const listeners = new Set<(hint: unknown) => void>()
const downAfter = { timer: undefined as ReturnType<typeof setTimeout> | undefined, wasDown: false }
let line: Line | null = null

/** Whether the server cannot be heard, as the page last knew. */
export const isOffline = createStore(false)

/**
 * Hears what changed at the server while the component is there. After a time without hearing, `onHint` is called with null,
 * which says that anything may have changed.
 */
export function useHints(onHint: (hint: unknown) => void): void {
  const hear = useEffectEvent(onHint)
  useEffect(() => listen((hint) => hear(hint)), [])
}

function listen(listener: (hint: unknown) => void): () => void {
  listeners.add(listener)
  if (listeners.size === 1) start()
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) stop()
  }
}

function start(): void {
  line = openSharedLine(spread, noteState)
  addEventListener('offline', noteOffline)
  document.addEventListener('visibilitychange', catchUp)
}

function stop(): void {
  line?.close()
  line = null
  clearTimeout(downAfter.timer)
  isOffline.set(false)
  removeEventListener('offline', noteOffline)
  document.removeEventListener('visibilitychange', catchUp)
}

function spread(hint: unknown): void {
  for (const listener of listeners) listener(hint)
}

function noteState(isUp: boolean): void {
  clearTimeout(downAfter.timer)
  if (!isUp) {
    downAfter.wasDown = true
    downAfter.timer = setTimeout(() => isOffline.set(true), PATIENCE_MS)
    return
  }
  isOffline.set(false)
  if (downAfter.wasDown) spread(null)
  downAfter.wasDown = false
}

function noteOffline(): void {
  noteState(false)
}

/** A tab that was out of sight may have slept. */
function catchUp(): void {
  if (!document.hidden) spread(null)
}
