import { Router } from 'express'
import { sql } from 'kysely'
import { notSignedIn } from '#api/auth/guard.ts'
import type { Context } from '#api/context.ts'
import { AppError } from '#api/errors.ts'
import { freeBytes } from '#api/health/free-bytes.ts'
import { mayScrape } from '#api/health/may-scrape.ts'
import { withTimeout } from '#api/lib/async.ts'

const PATIENCE_MS = 2_000
/** The next file of the embedded database's log is 16 MiB; of one elsewhere its own errors tell. */
const ROOM_BYTES = 16 * 1024 * 1024

/**
 * Answers those who look after the service, not after boosts:
 * - `/healthz`: whether the process answers
 * - `/healthz/seen`: as whom the asker is seen, by which a proxy's settings are checked
 * - `/readyz`: whether requests can be served, which needs a database that takes what is written, and room on its disk
 * - `/metrics`: numbers for Prometheus, for those who may see them
 * @param roomIn how many bytes are free in a folder
 */
export function probes(ctx: Context, roomIn = freeBytes): Router {
  const router = Router()
  router.use(['/healthz', '/readyz', '/metrics'], (_req, res, next) => {
    res.set('Cache-Control', 'no-store')
    next()
  })
  router.get('/healthz', (_req, res) => void res.json({ status: 'ok' }))
  router.get('/healthz/seen', (req, res) => {
    res.json({ address: req.ip ?? null, protocol: req.protocol, host: req.headers.host ?? null })
  })
  router.get('/readyz', async (_req, res) => {
    if (ctx.stopping.aborted) throw new AppError('not-ready', 'The service is stopping.')
    if (ctx.config.databaseUrl === null && (await roomIn(ctx.config.dataDir)) < ROOM_BYTES)
      throw new AppError('not-ready', 'The disk of DATA_DIR is full: nothing can be kept.')
    const database = await look(ctx)
    if (database === 'away') throw new AppError('not-ready', 'The database does not answer.')
    if (database === 'read-only')
      throw new AppError(
        'not-ready',
        'The database takes nothing that is written: it is a standby, or its host has it read only, as with a full disk.',
      )
    res.json({ status: 'ready' })
  })
  router.get('/metrics', async (req, res) => {
    if (!(await mayScrape(ctx, req))) throw notSignedIn()
    res.type(ctx.metrics.registry.contentType).send(await ctx.metrics.scrape())
  })
  return router
}

/** Whether the database answers, holds what the migrations make, and takes what is written. */
async function look({ database }: Pick<Context, 'database'>): Promise<'well' | 'read-only' | 'away'> {
  let isReadOnly = false
  const ask = async () => {
    const row = await database.reserve
      .selectFrom('installation')
      .select(sql<boolean>`current_setting('transaction_read_only') = 'on'`.as('is_read_only'))
      .executeTakeFirstOrThrow()
    isReadOnly = row.is_read_only
  }
  try {
    if (!(await withTimeout(ask(), PATIENCE_MS))) return 'away'
  } catch {
    return 'away'
  }
  return isReadOnly ? 'read-only' : 'well'
}
