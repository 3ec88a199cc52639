import type { Request, Response } from 'express'
import type { Kept } from '#api/public/serve/page-cache.ts'

/** Short, and shared: a change is seen within half a minute, also behind a proxy that keeps pages. */
const CACHE = 'public, max-age=30, stale-while-revalidate=60'

/** Sends a kept answer, in the smallest form that the client reads, or says that it has it already. */
export function sendKept(req: Request, res: Response, { type, etag, plain, br, gzip }: Kept): void {
  res.set('Cache-Control', CACHE)
  res.set('ETag', etag)
  res.vary('Accept-Encoding')
  if (req.get('if-none-match')?.includes(etag)) return void res.status(304).end()
  res.set('Content-Type', type)
  const accepted = req.get('accept-encoding') ?? ''
  if (/\bbr\b/.test(accepted)) res.set('Content-Encoding', 'br').end(br)
  else if (/\bgzip\b/.test(accepted)) res.set('Content-Encoding', 'gzip').end(gzip)
  else res.end(plain)
}

/** Lets other sites' pages read it, or show it. */
export function allowEverySite(res: Response): void {
  res.set('Access-Control-Allow-Origin', '*')
  res.set('Cross-Origin-Resource-Policy', 'cross-origin')
}
