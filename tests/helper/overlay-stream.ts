import type { OverlayNumbers, OverlayState } from '#api/contract/overlay.ts'
import { readEvents } from '#tests/helper/open-stream.ts'
import { until } from '#tests/helper/until.ts'

/** What an overlay's browser is told, as its page asks for it. */
export async function openOverlay(url: string, address: string) {
  const abort = new AbortController()
  const token = address.split('#')[1] ?? ''
  const answer = await fetch(`${url}/overlay/stream`, {
    headers: { 'X-Overlay': token },
    signal: abort.signal,
  })
  const told: { state: OverlayState | null; numbers: OverlayNumbers | null; gone: boolean } = {
    state: null,
    numbers: null,
    gone: false,
  }
  const hear: Record<string, (json: string) => void> = {
    state: (json) => {
      told.state = JSON.parse(json)
    },
    numbers: (json) => {
      told.numbers = JSON.parse(json)
    },
    gone: () => {
      told.gone = true
    },
  }
  const ended = readEvents(answer, (name, json) => hear[name]?.(json)).catch(() => {})
  return {
    status: answer.status,
    told,
    ended,
    /** Waits until these supporters, and no others, are what it is to show. */
    shows: (...names: string[]) =>
      until(
        `the overlay shows ${names.join(', ')} and not ${told.state?.alerts.map(({ title }) => title).join(', ')}`,
        () => JSON.stringify(told.state?.alerts.map(({ title }) => title)) === JSON.stringify(names),
      ),
    close: () => abort.abort(),
  }
}
