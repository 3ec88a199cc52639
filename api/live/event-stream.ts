import type { Request, Response } from 'express'

/** An answer of server-sent events. What is written before it begins is held until then: its head comes first. */
export type EventStream = {
  write(text: string): void
  /** Ends it, once what is held is written. */
  end(): void
  begin(): void
}

type Life = {
  stopping: AbortSignal
  /** Proxies cut a connection on which nothing moves for a while. */
  pulseMs: number
  /** What is looked after with each pulse. */
  onPulse?: () => Promise<void>
}

/** Makes a stream of events, which lasts until it is ended, the reader goes or the service stops. */
export function createEventStream(
  req: Request,
  res: Response,
  { stopping, pulseMs, onPulse }: Life,
): EventStream {
  let held: string[] | null = []
  let isOver = false
  const write = (text: string) => {
    if (held) held.push(text)
    // Who does not read is cut off, and reads all anew when it is back.
    else if (res.writableNeedDrain) res.destroy()
    else if (!res.writableEnded) res.write(text)
  }
  const end = () => {
    isOver = true
    if (!held) res.end()
  }
  const stop = () => void res.end()
  const pulse = setInterval(() => {
    write(':\n\n')
    void onPulse?.()
  }, pulseMs)
  stopping.addEventListener('abort', stop)
  res.once('close', () => {
    clearInterval(pulse)
    stopping.removeEventListener('abort', stop)
  })
  return {
    write,
    end,
    begin: () => {
      if (res.closed) return
      if (stopping.aborted) return stop()
      req.socket.setNoDelay(true)
      // Nothing on the way may hold events back to pack or to compress them.
      res.writeHead(200, {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store, no-transform',
        'X-Accel-Buffering': 'no',
      })
      const first = held?.join('') ?? ''
      held = null
      if (first !== '') write(first)
      if (isOver) end()
    },
  }
}
