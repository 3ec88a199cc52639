import type { OverlayAlert, OverlayState } from '#api/contract/overlay.ts'

type Stage = {
  /** Shows an alert until it has stood long enough or the signal aborts. */
  show(alert: OverlayAlert, signal: AbortSignal): Promise<void>
  /** Told once an alert has begun. */
  begun(alert: OverlayAlert): void
}

/** What is remembered of an overlay over a reload. */
type Memory = { read(id: string): number | null; write(id: string, place: number): void }

/**
 * Shows alerts one after another, each once: what came while the line was down, too, in its order. What was skipped or hidden is not
 * begun, and ends where it is shown.
 */
export function createPlayer(stage: Stage, memory: Memory): (state: OverlayState) => void {
  let state: OverlayState | null = null
  /** The place of the last that was begun. */
  let last = 0
  let current: { place: number; abort: AbortController } | null = null

  const next = async () => {
    while (!current && state && !state.paused) {
      const alert = state.alerts.find(({ place }) => place > last)
      if (!alert) return
      const abort = new AbortController()
      current = { place: alert.place, abort }
      last = alert.place
      memory.write(state.id, last)
      stage.begun(alert)
      // One that a browser fails to show holds up none after it.
      await stage.show(alert, abort.signal).catch(() => {})
      current = null
    }
  }

  return (now) => {
    // Who opens it first begins with what comes; who was here before goes on where it was.
    if (state === null) last = memory.read(now.id) ?? now.last_place
    state = now
    if (current && !now.alerts.some(({ place }) => place === current?.place)) current.abort.abort()
    void next()
  }
}

/** Remembers in the browser; where that keeps nothing, a reload begins anew. */
export const browserMemory: Memory = {
  read: (id) => {
    try {
      const kept = localStorage.getItem(keyOf(id))
      return kept === null ? null : Number(kept)
    } catch {
      return null
    }
  },
  write: (id, place) => {
    try {
      localStorage.setItem(keyOf(id), String(place))
    } catch {
      // Nothing is remembered here.
    }
  },
}

function keyOf(id: string): string {
  return `overlay ${id}`
}
