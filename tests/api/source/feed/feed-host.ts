import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { msat } from '#api/contract/msat.ts'
import { createFetcher } from '#api/fetch/create-fetcher.ts'
import { readMetadata } from '#api/metadata/read-metadata.ts'
import { feedsJob } from '#api/source/feed/job.ts'
import { type HttpsServer, startHttpsServer } from '#tests/helper/https-server.ts'
import { makeFeed } from '#tests/helper/make-feed.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

export const HOST = { name: 'Host', address: '02AA', split: 60, key: '696969', value: 'abc' }
export const GUEST = { name: 'Guest', address: '03bb', split: 40 }

/** How much came to which wallet, and when. */
type Money = { amount?: number; wallet?: string; at?: string }

/** A podcast host that serves one feed, and a Readout, new for each test, that follows it. */
export function shareFeedHost() {
  const makeContext = shareDatabase()
  let server: HttpsServer
  let ctx: TestContext
  const host = {
    /** Served, with an ETag, where there is no `answer`. */
    feed: '',
    answer: null as ((req: IncomingMessage, res: ServerResponse) => void) | null,
    asked: [] as IncomingMessage[],
    clock: 0,
    get ctx() {
      return ctx
    },
    get url() {
      return server.url
    },
    /** Has the show follow the feed. */
    async follow(slug = 'test-show') {
      await ctx.db
        .updateTable('shows')
        .set({ feed_url: `${server.url}/feed.xml`, status: 'kept' })
        .where('slug', '=', slug)
        .execute()
    },
    round: () => feedsJob.run(ctx, new AbortController().signal),
    /** Another look at the feed, whether it says that it changed or not. */
    async again() {
      await ctx.db
        .updateTable('feeds')
        .set({ etag: null, next_at: new Date(0) })
        .execute()
      await host.round()
    },
    boost: (ref: string, details: Record<string, unknown>, money: Money = {}) =>
      recordBoost(ctx, ref, details, money),
    show: () => ctx.db.selectFrom('shows').selectAll().executeTakeFirstOrThrow(),
    boostOf: (id: string) =>
      ctx.db.selectFrom('boosts').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    episodes: () =>
      ctx.db
        .selectFrom('episodes')
        .select(['id', 'title', 'provisional', 'published_at'])
        .orderBy('title')
        .execute(),
  }

  beforeAll(async () => {
    server = await startHttpsServer((req, res) => {
      host.asked.push(req)
      if (host.answer) return host.answer(req, res)
      if (req.headers['if-none-match'] === '"one"') return res.writeHead(304).end()
      res.setHeader('ETag', '"one"')
      res.end(host.feed)
    })
  })
  afterAll(() => server.close())
  beforeEach(async () => {
    Object.assign(host, {
      clock: Date.parse('2026-11-20T12:00:00Z'),
      feed: makeFeed(),
      answer: null,
      asked: [],
    })
    const fetcher = createFetcher({
      mayConnect: (address) => address === '127.0.0.1',
      lookup: (_, __, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
      ca: server.ca,
    })
    ctx = { ...(await makeContext({ now: () => new Date(host.clock) })), fetcher }
  })
  afterEach(() => ctx.close())
  return host
}

/** Records a boost of the show as an app reports it. @returns its id */
async function recordBoost(
  ctx: TestContext,
  ref: string,
  details: Record<string, unknown>,
  { amount = 6_000, wallet = 'wallet', at = '2026-11-19T12:00:00Z' }: Money,
): Promise<string> {
  const boostagram = {
    podcast: 'Test Show',
    action: 'boost',
    app_name: 'Fountain',
    sender_name: ref,
    message: `from ${ref}`,
    value_msat_total: 10_000,
    ...details,
  }
  const [outcome] = await ctx.intake.record({ source: wallet, kind: 'api', exactness: 3 }, [
    {
      ref,
      wallet: null,
      payment_hash: null,
      set_id: null,
      settled_at: new Date(at),
      money: { kind: 'sats', amount_msat: msat(amount), fee_msat: msat(0), price: null },
      rail: 'keysend',
      memo: null,
      metadata: readMetadata(boostagram),
      routing: null,
      comment: null,
      metadata_url: null,
      refund_of: null,
    },
  ])
  if (!outcome || outcome.status === 'rejected') throw new Error('It was not recorded')
  return outcome.boost_id ?? ''
}
