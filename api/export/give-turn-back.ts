import type { ServerResponse } from 'node:http'
import type { ExportSlots } from '#api/export/export-slots.ts'
import { hasCode } from '#api/lib/errors.ts'

const LOOK_MS = 500

/**
 * Writes a long answer, and cuts a reader off that takes nothing while others wait for their turn: one script that hangs must not stop
 * everybody's books. Whoever hangs up in the middle has a file that shows it, and nothing is wrong here.
 */
export async function giveTurnBack(
  res: ServerResponse,
  slots: ExportSlots,
  write: () => Promise<void>,
): Promise<void> {
  const endWatch = watchReader(res, slots)
  try {
    await write()
  } catch (error) {
    if (!hasCode(error, 'ERR_STREAM_PREMATURE_CLOSE')) throw error
  } finally {
    endWatch()
  }
}

/** @returns ends the watch */
function watchReader(res: ServerResponse, slots: ExportSlots): () => void {
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
