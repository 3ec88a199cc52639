import type { ServerResponse } from 'node:http'
import type { ExportSlots } from '#api/export/export-slots.ts'

const LOOK_MS = 500

/**
 * Cuts a reader off that takes nothing while others wait for their turn: one script that hangs must not stop everybody's books.
 * @returns ends the watch
 */
export function giveTurnBack(res: ServerResponse, slots: ExportSlots): () => void {
  const { socket } = res
  let sent = socket?.bytesWritten ?? 0
  let since = performance.now()
  const watch = setInterval(() => {
    const now = socket?.bytesWritten ?? 0
    if (now !== sent) since = performance.now()
    sent = now
    if (slots.isWanted() && performance.now() - since > slots.stallMs) res.destroy()
  }, LOOK_MS).unref()
  return () => clearInterval(watch)
}
