import { type Request, type RequestHandler, type Response, Router } from 'express'
import { z } from 'zod'
import { hashToken } from '#api/auth/token.ts'
import type { Context } from '#api/context.ts'
import { AppError } from '#api/errors.ts'
import { noteShown } from '#api/overlay/alert/queue.ts'
import { findByAddress } from '#api/overlay/stream/read-overlay.ts'
import { builtPage } from '#api/page/serve-pages.ts'

/** What a browser shows as its credential: it stands behind the hash sign of its address, and in no log. */
const HEADER = 'X-Overlay'
/** Proxies cut a connection on which nothing moves; and a browser that hears nothing for long opens another. */
const PULSE_MS = 10_000

/** Serves the page of overlays and what it is told. The address alone lets one in. */
export function serveOverlay(ctx: Context, folder: string, measure: RequestHandler): Router {
  const router = Router({ caseSensitive: true })
  router.get('/overlay', measure, ctx.limitReaders, builtPage(folder, 'overlay.html'))
  router.get('/overlay/stream', measure, ctx.limitReaders, (req, res) => stream(ctx, req, res))
  router.post('/overlay/shown/:place', measure, ctx.limitReaders, async (req, res) => {
    const found = await findByAddress(ctx.db, hashOf(req))
    if (!found) throw missing()
    const place = z.coerce.number().int().min(0).safeParse(req.params.place)
    const { overlay, show } = found
    if (place.success) await noteShown(ctx.db, { id: overlay.id, slug: show.slug }, place.data, ctx.now())
    res.status(204).end()
  })
  return router
}

/** Answers with server-sent events until the reader goes, the address ends or the service stops. */
async function stream(ctx: Context, req: Request, res: Response): Promise<void> {
  const hash = hashOf(req)
  if (!(await findByAddress(ctx.db, hash))) throw missing()
  if (res.closed) return
  const end = () => void res.end()
  const write = (text: string) => {
    // Who does not read is cut off, and is told all anew when it is back.
    if (res.writableNeedDrain) res.destroy()
    else if (!res.writableEnded) res.write(text)
  }
  let begun = false
  const early: string[] = []
  const unwatch = ctx.overlays.watch(hash, ({ name, data }) => {
    const text = `event: ${name}\ndata: ${data}\n\n`
    if (begun) write(text)
    else early.push(text)
    if (name === 'gone') end()
  })
  const pulse = setInterval(() => write(':\n\n'), PULSE_MS)
  ctx.stopping.addEventListener('abort', end)
  res.once('close', () => {
    clearInterval(pulse)
    ctx.stopping.removeEventListener('abort', end)
    unwatch()
  })
  if (ctx.stopping.aborted) return end()
  req.socket.setNoDelay(true)
  // Nothing on the way may hold events back to pack or to compress them.
  res.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  })
  begun = true
  write(`:\n\n${early.join('')}`)
}

function hashOf(req: Request): Buffer {
  return hashToken(req.get(HEADER) ?? '')
}

function missing(): AppError {
  return new AppError('not-found', 'There is no overlay at this address. Its host may have given it another.')
}
