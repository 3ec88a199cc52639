import { statfs } from 'node:fs/promises'
import { Router } from 'express'
import { notSignedIn } from '#api/auth/guard.ts'
import type { Context } from '#api/context.ts'
import { AppError } from '#api/errors.ts'
import { mayScrape } from '#api/health/may-scrape.ts'
import { withTimeout } from '#api/lib/async.ts'

const PATIENCE_MS = 2_000
/** The next file of PostgreSQL's log is 16 MiB. */
const ROOM_BYTES = 16 * 1024 * 1024

/**
 * Answers those who look after the service, not after boosts:
 * - `/healthz`: whether the process answers
 * - `/readyz`: whether requests can be served, which needs the database, and room on its disk
 * - `/metrics`: numbers for Prometheus, for those who may see them
 */
export function probes(ctx: Context): Router {
  const router = Router()
  router.use(['/healthz', '/readyz', '/metrics'], (_req, res, next) => {
    res.set('Cache-Control', 'no-store')
    next()
  })
  router.get('/healthz', (_req, res) => void res.json({ status: 'ok' }))
  router.get('/readyz', async (_req, res) => {
    if (ctx.stopping.aborted) throw new AppError('not-ready', 'The service is stopping.')
    if (await isFull(ctx))
      throw new AppError('not-ready', 'The disk of DATA_DIR is full: nothing can be kept.')
    if (!(await isThere(ctx))) throw new AppError('not-ready', 'The database does not answer.')
    res.json({ status: 'ready' })
  })
  router.get('/metrics', async (req, res) => {
    if (!(await mayScrape(ctx, req))) throw notSignedIn()
    res.type(ctx.metrics.registry.contentType).send(await ctx.metrics.scrape())
  })
  return router
}

/** Whether the embedded database has no room left; of one elsewhere its own errors tell. */
async function isFull({ config }: Pick<Context, 'config'>): Promise<boolean> {
  if (config.databaseUrl !== null) return false
  const { bavail, bsize } = await statfs(config.dataDir).catch(() => ({ bavail: 1, bsize: ROOM_BYTES }))
  return bavail * bsize < ROOM_BYTES
}

/** Whether the database answers, and holds what the migrations make. */
async function isThere({ database }: Pick<Context, 'database'>): Promise<boolean> {
  try {
    return await withTimeout(
      database.reserve.selectFrom('installation').select('change_epoch').executeTakeFirstOrThrow(),
      PATIENCE_MS,
    )
  } catch {
    return false
  }
}
