import { setTimeout as sleep } from 'node:timers/promises'
import express from 'express'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { requires, signedInActorOf } from '#api/auth/guard.ts'
import { revokeKey } from '#api/auth/key/api-key.ts'
import { endAllSessions } from '#api/auth/session/session.ts'
import type { Context } from '#api/context.ts'
import { notifyLive } from '#api/live/notify-live.ts'
import { streamHints } from '#api/live/streams.ts'
import { type Credential, keyCredential, personCredential } from '#tests/helper/credential.ts'
import { openStream, type TestStream } from '#tests/helper/open-stream.ts'
import { serverUrl } from '#tests/helper/test-db.ts'
import { startTestService, type TestService } from '#tests/helper/test-service.ts'

let service: TestService
let reader: Credential
let show: number
const streams: TestStream[] = []
beforeAll(async () => {
  service = await startTestService()
  const row = await service.ctx.db
    .insertInto('shows')
    .values({ title: 'Kill Show', slug: 'kill-show' })
    .returning('id')
    .executeTakeFirstOrThrow()
  show = row.id
})
beforeEach(async () => {
  reader = await keyCredential(service.ctx, ['read'])
})
afterEach(() => {
  for (const stream of streams.splice(0)) stream.close()
})
afterAll(() => service.close())

async function listen(credential: Credential = reader, path = '/api/v1/live'): Promise<TestStream> {
  const stream = await openStream(service.url + path, credential)
  streams.push(stream)
  return stream
}

/** Changes something of the show. */
async function change(title = `Kill Show ${Math.random()}`): Promise<void> {
  await service.ctx.db.updateTable('shows').set({ title }).where('id', '=', show).execute()
}

const hintsOf = ({ events }: TestStream) => events.map(({ hint }) => hint)
const OF_SHOW = { kind: 'changes', shows: ['kill-show'] }

describe('a change', () => {
  it('is heard by 50 pages, once by each, and what is committed later after it', async () => {
    const keys = await Promise.all([1, 2, 3, 4, 5].map(() => keyCredential(service.ctx, ['read'])))
    const pages = await Promise.all(keys.flatMap((key) => Array.from({ length: 10 }, () => listen(key))))
    expect(pages.length).toBe(50)
    await change()
    await expect.poll(() => pages.every(({ events }) => events.length > 0)).toBe(true)
    await notifyLive(service.ctx.db, { kind: 'sources' })
    await expect.poll(() => pages.every(({ events }) => events.length > 1)).toBe(true)
    for (const page of pages) expect(hintsOf(page)).toEqual([OF_SHOW, { kind: 'sources' }])
  })

  it('that comes with many others is told, up to the last', async () => {
    const page = await listen()
    for (let n = 0; n < 150; n++) await change()
    const ended = performance.now()
    await expect.poll(() => (page.events.at(-1)?.at ?? 0) > ended).toBe(true)
  })

  it('of no show in particular may concern any', async () => {
    const page = await listen()
    const row = { id: crypto.randomUUID(), name: 'Marcel' }
    await service.ctx.db.insertInto('supporters').values(row).execute()
    await expect.poll(() => hintsOf(page)).toContainEqual({ kind: 'changes', shows: null })
  })

  it('is told once, while a transaction that writes is under way here, and another elsewhere on the server', async () => {
    const page = await listen()
    const elsewhere = new pg.Client({ connectionString: serverUrl() })
    await elsewhere.connect()
    const here = await service.ctx.database.pool.connect()
    try {
      for (const client of [elsewhere, here]) await client.query('begin; select pg_current_xact_id()')
      for (let times = 1; times <= 3; times++) {
        await change()
        await expect.poll(() => page.events.length).toBe(times)
      }
      await notifyLive(service.ctx.db, { kind: 'sources' })
      await expect.poll(() => hintsOf(page)).toEqual([OF_SHOW, OF_SHOW, OF_SHOW, { kind: 'sources' }])
    } finally {
      await here.query('rollback')
      here.release()
      await elsewhere.end()
    }
  })
})

describe('a hint', () => {
  it('that a transaction sends comes with its commit, and not without', async () => {
    const page = await listen()
    const failed = service.ctx.db.transaction().execute(async (trx) => {
      await notifyLive(trx, { kind: 'sources' })
      throw new Error('taken back')
    })
    await expect(failed).rejects.toThrow('taken back')
    await notifyLive(service.ctx.db, { kind: 'totals', shows: ['kill-show'] })
    await expect.poll(() => hintsOf(page)).toEqual([{ kind: 'totals', shows: ['kill-show'] }])
  })

  it('of more shows than fit a notice is of any', async () => {
    const page = await listen()
    const shows = Array.from({ length: 200 }, (_, n) => `a-show-with-quite-a-long-name-of-its-own-${n}`)
    await notifyLive(service.ctx.db, { kind: 'totals', shows })
    await expect.poll(() => hintsOf(page)).toEqual([{ kind: 'totals', shows: null }])
  })

  it('of a kind that this version does not know is not passed on', async () => {
    const page = await listen()
    await service.ctx.database.pool.query(`select pg_notify('live_readout', '{"kind":"unheard of"}')`)
    await service.ctx.database.pool.query(`select pg_notify('live_readout', 'no JSON')`)
    await notifyLive(service.ctx.db, { kind: 'sources' })
    await expect.poll(() => hintsOf(page)).toEqual([{ kind: 'sources' }])
  })
})

describe('the connection that hears of changes', () => {
  it('heals, tells that anything may have been missed, and hears again', async () => {
    const page = await listen()
    const { rowCount } = await service.ctx.database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'readout live' and datname = current_database()`,
    )
    expect(rowCount).toBe(1)
    await expect.poll(() => hintsOf(page)).toEqual([null])
    await change()
    await expect.poll(() => hintsOf(page)).toEqual([null, OF_SHOW])
    expect(service.ctx.live.isUp()).toBe(true)
  })
})

describe('a stream', () => {
  it('is held back by nothing on the way', async () => {
    const { status, headers } = await listen()
    expect(status).toBe(200)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    })
    expect(headers.has('content-encoding')).toBe(false)
  })

  it('is one of at most 20 of its credential; another may open where one closes', async () => {
    const opened = await Promise.all(Array.from({ length: 20 }, () => listen()))
    const answer = await fetch(`${service.url}/api/v1/live`, { headers: { ...reader } })
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '60'])
    expect((await listen(await keyCredential(service.ctx, ['read']))).status).toBe(200)
    opened[0]?.close()
    await expect.poll(async () => (await listen()).status).toBe(200)
  })
})

/** Serves streams alone, with a pulse. */
async function serveStreams(ctx: Context): Promise<{ url: string; stop: () => void }> {
  const app = express().get(
    '/',
    requires(ctx, { may: 'read', method: 'get', path: '/api/v1/live' }),
    (req, res) => streamHints(ctx, { req, res, actor: signedInActorOf(req) }, 40),
  )
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}/`,
    stop: () => server.close(),
  }
}

it('a hint that comes while a stream waits to listen is told after its head', async () => {
  const { ctx } = service
  const { promise, resolve } = Promise.withResolvers<void>()
  const live: Context['live'] = {
    ...ctx.live,
    subscribe: (hear) => {
      setTimeout(() => {
        hear(null)
        resolve()
      })
      return () => {}
    },
    ready: () => promise,
  }
  const { url, stop } = await serveStreams({ ...ctx, live })
  const page = await openStream(url, reader)
  streams.push(page)
  expect(page.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  await expect.poll(() => hintsOf(page)).toEqual([null])
  stop()
})

describe('with a pulse, a stream', () => {
  let url: string
  let stop: () => void
  beforeAll(async () => {
    const served = await serveStreams(service.ctx)
    url = served.url
    stop = served.stop
  })
  afterAll(() => stop())

  it('ends with its session, and not before', async () => {
    const { Cookie, userId } = await personCredential(service.ctx, 'host')
    const page = await openStream(url, { Cookie })
    expect(await Promise.race([page.ended.then(() => 'ended'), sleep(200, 'open')])).toBe('open')
    await endAllSessions(service.ctx.db, userId)
    await page.ended
  })

  it('does not keep its session from going idle', async () => {
    const { Cookie, userId } = await personCredential(service.ctx, 'host')
    const page = await openStream(url, { Cookie })
    const almost = new Date(Date.now() - 14 * 24 * 3600 * 1000 + 250)
    await service.ctx.db
      .updateTable('sessions')
      .set({ last_used_at: almost, created_at: almost })
      .where('user_id', '=', userId)
      .execute()
    await page.ended
  })

  it('ends with its key', async () => {
    const page = await openStream(url, reader)
    const { id } = await service.ctx.db
      .selectFrom('api_keys')
      .select('id')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    await revokeKey(service.ctx, id)
    await page.ended
  })
})

it('every stream ends when the service stops', async () => {
  const stopping = new AbortController()
  const other = await startTestService({ stopping: stopping.signal })
  const page = await openStream(`${other.url}/api/v1/live`, await keyCredential(other.ctx, ['read']))
  stopping.abort()
  await page.ended
  await other.close()
})
