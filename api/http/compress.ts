import compression from 'compression'
import type { RequestHandler } from 'express'

/** What is read while it is still written: compressed, it would wait for the next block to fill. */
const LIVE = /^(text\/event-stream|application\/x-ndjson)/

/** Compresses answers worth it, for clients that read that. */
export function compress(): RequestHandler {
  return compression({
    filter: (req, res) =>
      !LIVE.test(String(res.getHeader('Content-Type') ?? '')) && compression.filter(req, res),
  })
}
