import { useEffect, useEffectEvent } from 'react'
import type { LiveEvent } from '#api/contract/live.ts'
import { createStore } from '#client/lib/store.ts'
import type { Connection } from '#client/live/connection.ts'
import { liveEventOf } from '#client/live/live-event.ts'
import { openSharedConnection } from '#client/live/shared-connection.ts'

/** A line that is down for less is nobody's business. */
const PATIENCE_MS = 2_000

const listeners = new Set<(hint: LiveEvent | null) => void>()
const downAfter = { timer: undefined as ReturnType<typeof setTimeout> | undefined, wasDown: false }
let connection: Connection | null = null

/** Whether the server cannot be heard, as the page last knew. */
export const isOffline = createStore(false)

/**
 * Hears what changed at the server while the component is there. After a time without hearing, `onHint` is called with null,
 * which says that anything may have changed.
 */
export function useHints(onHint: (hint: LiveEvent | null) => void): void {
  const hear = useEffectEvent(onHint)
  useEffect(() => listen((hint) => hear(hint)), [])
}

function listen(listener: (hint: LiveEvent | null) => void): () => void {
  listeners.add(listener)
  if (listeners.size === 1) start()
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) stop()
  }
}

function start(): void {
  connection = openSharedConnection(takeIn, noteState)
  addEventListener('offline', noteOffline)
  addEventListener('online', openAnew)
  document.addEventListener('visibilitychange', catchUp)
}

function stop(): void {
  connection?.close()
  connection = null
  clearTimeout(downAfter.timer)
  downAfter.wasDown = false
  isOffline.set(false)
  removeEventListener('offline', noteOffline)
  removeEventListener('online', openAnew)
  document.removeEventListener('visibilitychange', catchUp)
}

function takeIn(hint: unknown): void {
  spread(liveEventOf(hint))
}

function spread(hint: LiveEvent | null): void {
  for (const listener of listeners) listener(hint)
}

function noteState(isUp: boolean): void {
  if (!isUp) {
    // Each try that fails says so again; the time runs from the first.
    if (!downAfter.wasDown) downAfter.timer = setTimeout(() => isOffline.set(true), PATIENCE_MS)
    downAfter.wasDown = true
    return
  }
  clearTimeout(downAfter.timer)
  isOffline.set(false)
  if (downAfter.wasDown) spread(null)
  downAfter.wasDown = false
}

function noteOffline(): void {
  noteState(false)
}

/** A line that outlived the network's absence may be deaf, and does not say that it stands. */
function openAnew(): void {
  connection?.close()
  connection = openSharedConnection(takeIn, noteState)
}

/** A tab that was out of sight may have slept. */
function catchUp(): void {
  if (!document.hidden) spread(null)
}
