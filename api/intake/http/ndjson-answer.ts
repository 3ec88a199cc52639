import { once } from 'node:events'
import type { Response } from 'express'

/** An answer of one JSON value a line. */
export type NdjsonAnswer = {
  /** Resolves when there is room for more, or nobody is there any more. */
  write(values: readonly unknown[]): Promise<void>
  end(values: readonly unknown[]): Promise<void>
}

/** Begins an answer in NDJSON; nothing on its way may hold it back or pack it. */
export function openAnswer(res: Response): NdjsonAnswer {
  res.status(200).set({
    'Content-Type': 'application/x-ndjson; charset=utf-8',
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  })
  res.flushHeaders()
  res.on('error', () => {})
  const write = async (values: readonly unknown[]) => {
    if (res.destroyed || values.length === 0) return
    if (res.write(textOf(values))) return
    const gone = new AbortController()
    await Promise.race([
      once(res, 'drain', { signal: gone.signal }),
      once(res, 'close', { signal: gone.signal }),
    ]).catch(() => {})
    gone.abort()
  }
  const end = async (values: readonly unknown[]) => {
    if (res.destroyed) return
    await new Promise<void>((resolve) => {
      res.once('close', resolve)
      res.end(textOf(values), resolve)
    })
  }
  return { write, end }
}

function textOf(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('')
}
