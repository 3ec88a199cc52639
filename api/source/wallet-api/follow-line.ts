import { sleep } from '#api/lib/async.ts'
import type { Told } from '#api/source/kind/source-kind.ts'
import { SourceProblem } from '#api/source/kind/source-problem.ts'
import type { ApiSettings } from '#api/source/wallet-api/connect.ts'
import { listenTo } from '#api/source/wallet-api/listen.ts'

/** How often a websocket is tried again that a proxy did not let through. */
const AGAIN_MS = 60_000

/**
 * Has the wallet's list looked at whenever its websocket says something. Where it cannot be opened though the wallet answers, as
 * behind a proxy that passes none on, the list is looked at by the clock alone, and the websocket tried again now and then.
 * @throws SourceProblem where the line was lost
 */
export async function followLine(
  settings: ApiSettings,
  path: string,
  signal: AbortSignal,
  { listening, look }: Told,
): Promise<void> {
  while (!signal.aborted) {
    const line = listenTo(settings, path, look)
    const close = () => line.close()
    signal.addEventListener('abort', close, { once: true })
    try {
      await line.opened
    } catch (error) {
      if (!(error instanceof SourceProblem) || error.code !== 'stranger') throw error
      listening()
      await sleep(AGAIN_MS, signal)
      continue
    } finally {
      signal.removeEventListener('abort', close)
    }
    signal.addEventListener('abort', close, { once: true })
    listening()
    // What came before the line was open is told no more.
    look()
    await line.lost
  }
}

/** Whether the websocket can be opened, for a test. */
export async function canListen(settings: ApiSettings, path: string, signal: AbortSignal): Promise<boolean> {
  const line = listenTo(settings, path, () => {})
  signal.addEventListener('abort', () => line.close(), { once: true })
  try {
    await line.opened
    return true
  } catch {
    return false
  } finally {
    line.close()
  }
}
