import type { RequestHandler } from 'express'
import type { Metrics } from '#api/metrics/metrics.ts'

/** Measures how long the answers of a route take. A stream of events is open as long as somebody listens, and left out. */
export function measureRequests({ requests }: Pick<Metrics, 'requests'>, route: string): RequestHandler {
  return (req, res, next) => {
    const begun = performance.now()
    res.once('close', () => {
      if (String(res.getHeader('Content-Type')).startsWith('text/event-stream')) return
      const status = res.headersSent ? String(res.statusCode) : 'cut'
      requests.observe({ method: req.method, route, status }, (performance.now() - begun) / 1000)
    })
    next()
  }
}
