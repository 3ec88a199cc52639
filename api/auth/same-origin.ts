import type { Request, RequestHandler } from 'express'
import { bearerOf } from '#api/auth/guard.ts'
import type { Config } from '#api/config.ts'
import { AppError } from '#api/errors.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses requests that change something and that another site made a browser send: the browser adds the cookie (or the proxy
 * its header) to those too. A request with a key needs no such guard, since no browser adds one by itself.
 */
export function sameOrigin(config: Pick<Config, 'publicUrl'>): RequestHandler {
  return (req, _res, next) => {
    if (SAFE.has(req.method) || bearerOf(req) !== null || isSameOrigin(req, config)) return next()
    throw new AppError(
      'not-allowed',
      'This request comes from another site. Open Readout itself and try again.',
    )
  }
}

/**
 * Fetch Metadata where the browser sends it (https, or this machine), else Origin, which every browser sends with a request
 * that changes something; a client that sends neither is no browser, and has nobody's cookie but its own.
 */
function isSameOrigin(req: Request, { publicUrl }: Pick<Config, 'publicUrl'>): boolean {
  const site = req.get('sec-fetch-site')
  if (site) return site === 'same-origin' || site === 'none'
  const origin = req.get('origin')
  if (!origin) return true
  if (!URL.canParse(origin)) return false
  const { host, origin: asSent } = new URL(origin)
  return host === req.get('host') || (publicUrl !== null && asSent === new URL(publicUrl).origin)
}
