import { type Request, type RequestHandler, type Response, Router } from 'express'
import { z } from 'zod'
import { hashToken } from '#api/auth/token.ts'
import type { Context } from '#api/context.ts'
import { AppError } from '#api/errors.ts'
import { createEventStream } from '#api/live/event-stream.ts'
import { noteShown } from '#api/overlay/alert/queue.ts'
import { mediaOf } from '#api/overlay/media/named-media.ts'
import { sendMedium } from '#api/overlay/media/send-medium.ts'
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
  router.get('/overlay/media/:id', measure, ctx.limitReaders, async (req, res) => {
    const found = await findByAddress(ctx.db, hashOf(req))
    if (!found) throw missing()
    const { overlay, show } = found
    // Whoever has the address sees what the overlay shows, and nothing else.
    const id = mediaOf(overlay.settings.rules).find((one) => one === req.params.id)
    res.vary(HEADER)
    await sendMedium(ctx.db, show, id ?? null, res)
  })
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
  const events = createEventStream(req, res, { stopping: ctx.stopping, pulseMs: PULSE_MS })
  // Something is written at once: a browser has its answer only then.
  events.write(':\n\n')
  const unwatch = ctx.overlays.watch(hash, ({ name, data }) => {
    events.write(`event: ${name}\ndata: ${data}\n\n`)
    if (name === 'gone') events.end()
  })
  res.once('close', unwatch)
  events.begin()
}

function hashOf(req: Request): Buffer {
  return hashToken(req.get(HEADER) ?? '')
}

function missing(): AppError {
  return new AppError('not-found', 'There is no overlay at this address. Its host may have given it another.')
}
