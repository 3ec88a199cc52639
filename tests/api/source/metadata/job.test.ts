import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createFetcher } from '#api/fetch/create-fetcher.ts'
import { lndInvoiceAsReports } from '#api/source/lnd-invoice-as-reports.ts'
import { createMetadataJob } from '#api/source/metadata/job.ts'
import { type HttpsServer, startHttpsServer } from '#tests/helper/https-server.ts'
import { makeInvoice } from '#tests/helper/lnd/fake-invoice.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

const makeContext = shareDatabase()

let server: HttpsServer
let ctx: TestContext
let clock: number
let answer: (req: IncomingMessage, res: ServerResponse) => void
let asked: string[]

beforeAll(async () => {
  server = await startHttpsServer((req, res) => {
    asked.push(`${req.method} ${req.url}`)
    answer(req, res)
  })
})
afterAll(() => server.close())
beforeEach(async () => {
  clock = Date.now()
  ctx = { ...(await makeContext({ now: () => new Date(clock) })), fetcher: fetcher() }
  asked = []
})
afterEach(() => ctx.close())

const fetcher = () =>
  createFetcher({
    mayConnect: (address) => address === '127.0.0.1',
    lookup: (_, __, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
    ca: server.ca,
  })
const round = (signal = new AbortController().signal) => createMetadataJob(0).run(ctx, signal)

/** A payment to a Lightning address, whose memo names where its metadata is. */
async function pay(index: number, { path = `/${index}`, amount = 25_000, memo = '' } = {}) {
  const invoice = makeInvoice(index, {
    memo: memo || `rss::payment::boost ${server.url}${path} Finally caught up`,
    is_keysend: false,
    payment_request: 'lnbc1',
    state: 'SETTLED',
    settle_index: String(index),
    settle_date: '1762355350',
    amt_paid_msat: String(amount),
    htlcs: [],
  })
  const read = lndInvoiceAsReports(invoice)
  if (!('reports' in read)) throw new Error('The invoice is no payment')
  await ctx.intake.record({ source: 'node', kind: 'lnd', exactness: 4 }, read.reports)
  return invoice
}

const metadata = {
  id: 'pay_1',
  group: 'grp_1',
  action: 'BOOST',
  split: 0.25,
  message: 'Two + two, 100 % – thanks 🚀',
  app_name: 'Fountain',
  sender_name: 'oscar',
  recipient_name: 'Host',
  recipient_address: 'host@example.org',
  value_msat: 25_000,
  value_msat_total: 100_000,
  feed_guid: '9b024349-ccf0-5f69-a609-6b82873eab3c',
  feed_title: 'Test Show',
  item_guid: 'ep-12',
  item_title: '12: Backups',
}
const inHeader =
  (value: object = metadata) =>
  (_: IncomingMessage, res: ServerResponse) => {
    // As BoostBox does it: a plus stays one.
    res.setHeader('x-rss-payment', encodeURIComponent(JSON.stringify(value)).replaceAll('%2B', '+'))
    res.end('<!doctype html>')
  }

const payments = () =>
  ctx.db
    .selectFrom('payments')
    .select([
      'ref',
      'message',
      'sender_name',
      'claimed_msat',
      'rail',
      'needs_look',
      'boost_id',
      'amount_msat',
    ])
    .orderBy('ref')
    .execute()
const fetches = () => ctx.db.selectFrom('metadata_fetches').selectAll().execute()

describe('metadata by address', () => {
  it('is taken from the header of a HEAD, and completes the payment', async () => {
    answer = inHeader()
    await pay(1)
    const [before] = await payments()
    expect(before).toMatchObject({ boost_id: null, rail: 'bolt11' })
    expect(before?.needs_look).toMatch(/still to come/)
    await round()
    expect(asked).toEqual(['HEAD /1'])
    const [after] = await payments()
    expect(after).toMatchObject({
      message: 'Two + two, 100 % – thanks 🚀',
      sender_name: 'oscar',
      claimed_msat: 100_000,
      amount_msat: 25_000,
      rail: 'lnaddress',
      needs_look: null,
    })
    expect(after?.boost_id).not.toBeNull()
    expect((await fetches())[0]).toMatchObject({ result: 'taken', next_at: null })
    await round()
    expect(asked).toHaveLength(1)
  })

  it('is asked for by GET where HEAD is not known', async () => {
    answer = (req, res) => (req.method === 'HEAD' ? res.writeHead(405).end() : inHeader()(req, res))
    await pay(1)
    await round()
    expect(asked).toEqual(['HEAD /1', 'GET /1'])
    expect((await payments())[0]?.message).toMatch(/^Two \+ two/)
  })

  it('is taken from Podcast Guru’s body, a string in JSON', async () => {
    const boostagram = {
      podcast: 'Test Show',
      action: 'boost',
      message: 'from a body',
      sender_name: 'ann',
      app_name: 'PG',
    }
    answer = (_, res) => res.end(JSON.stringify({ metadata_payload: JSON.stringify(boostagram) }))
    await pay(1)
    await round()
    expect((await payments())[0]).toMatchObject({ message: 'from a body', sender_name: 'ann' })
  })

  it('comes later where it was written later, and is asked for over a day', async () => {
    answer = (_, res) => res.writeHead(404).end()
    await pay(1)
    await round()
    expect((await fetches())[0]).toMatchObject({ result: null, tries: 1, problem: 'It answers 404.' })
    asked = []
    await round()
    expect(asked).toEqual([])
    clock += 6_000
    answer = inHeader()
    await round()
    expect((await payments())[0]).toMatchObject({ sender_name: 'oscar', needs_look: null })
  })

  it('is given up after a day, which is said where the payment waits', async () => {
    answer = (_, res) => res.writeHead(404).end()
    await pay(1)
    let rounds = 0
    while ((await fetches())[0]?.result !== 'failed' && rounds < 20) {
      await round()
      clock += 36_000_000
      rounds++
    }
    expect(rounds).toBe(11)
    expect((await payments())[0]?.needs_look).toBe(
      'Its metadata never came from the address in its memo: It answers 404.',
    )
  })

  it('is not believed where it is about another amount', async () => {
    answer = inHeader({ ...metadata, value_msat: 2_500_000, value_msat_total: 10_000_000 })
    await pay(1)
    await round()
    const [payment] = await payments()
    expect(payment).toMatchObject({ message: 'Finally caught up', claimed_msat: null, boost_id: null })
    expect(payment?.needs_look).toMatch(/another amount \(2500000 msat\)/)
    const [fetch] = await fetches()
    expect(fetch).toMatchObject({ result: 'contradicts' })
    expect(fetch?.answer?.toString()).toContain('2500000')
  })

  it('is not believed where it is about another recipient than the wallet is known to be', async () => {
    answer = inHeader()
    await pay(1)
    const { id } = await ctx.db.selectFrom('wallets').select('id').executeTakeFirstOrThrow()
    await ctx.db.insertInto('wallet_addresses').values({ wallet_id: id, address: 'me@example.org' }).execute()
    await round()
    expect((await payments())[0]?.needs_look).toMatch(/another recipient \(host@example\.org\)/)
    await ctx.db
      .insertInto('wallet_addresses')
      .values({ wallet_id: id, address: 'host@example.org' })
      .execute()
    await pay(2)
    await round()
    expect((await payments())[1]).toMatchObject({ sender_name: 'oscar' })
  })

  it('never asks this machine or its network, whatever the payer wrote', async () => {
    answer = inHeader()
    for (const [index, host] of ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]'].entries())
      await pay(index + 1, { memo: `rss::payment::boost https://${host}:${server.port}/x hi` })
    ctx.fetcher = createFetcher()
    await round()
    expect(asked).toEqual([])
    expect(await fetches()).toHaveLength(4)
    for (const { result, problem } of await fetches())
      expect({ result, problem }).toEqual({
        result: 'failed',
        problem: 'It does not lead into the public internet.',
      })
  })

  it('asks one host for no more than ten in a round, the newest first, and others beside it', async () => {
    answer = inHeader()
    for (let index = 1; index <= 15; index++) await pay(index)
    await pay(16, { memo: `rss::payment::boost https://other.example:${server.port}/16 hi` })
    await round()
    expect(asked).toHaveLength(11)
    expect(asked).toContain('HEAD /16')
    expect(asked).toContain('HEAD /15')
    expect(asked).not.toContain('HEAD /1')
    await round()
    expect(asked).toHaveLength(16)
  })

  it('leaves a host alone that does not answer, until the next round', async () => {
    answer = (req) => req.socket.destroy()
    for (let index = 1; index <= 3; index++) await pay(index)
    await round()
    expect(asked.filter((line) => line.startsWith('HEAD'))).toHaveLength(1)
  })

  it('takes the action and words of the memo where the metadata has none', async () => {
    const { action: _, message: __, ...rest } = metadata
    answer = inHeader(rest)
    await pay(1)
    await round()
    const [payment] = await payments()
    expect(payment).toMatchObject({ message: 'Finally caught up' })
    expect(payment?.boost_id).not.toBeNull()
  })

  it('completes every payment once through a hundred cuts and ends in the middle', async () => {
    const COUNT = 12
    for (let index = 1; index <= COUNT; index++) await pay(index)
    answer = (req, res) => {
      const luck = Math.random()
      if (luck < 0.3) return void req.socket.destroy()
      if (luck < 0.5) return void res.writeHead(404).end()
      inHeader({ ...metadata, id: `pay ${req.url}`, group: `group ${req.url}` })(req, res)
    }
    for (let fault = 0; fault < 100; fault++) {
      const end = new AbortController()
      const running = round(end.signal)
      setTimeout(() => end.abort(), Math.random() * 20)
      await running
      clock += 3_600_000
      // What a kill between recording and noting leaves behind.
      if (fault % 20 === 0)
        await ctx.db
          .updateTable('metadata_fetches')
          .set({ result: null, next_at: new Date(0), tries: 0 })
          .where('result', '=', 'failed')
          .execute()
    }
    answer = (req, res) =>
      inHeader({ ...metadata, id: `pay ${req.url}`, group: `group ${req.url}` })(req, res)
    await ctx.db
      .updateTable('metadata_fetches')
      .set({ result: null, next_at: new Date(0), tries: 0 })
      .where('result', '=', 'failed')
      .execute()
    await round()
    await round()
    expect(await payments()).toHaveLength(COUNT)
    for (const payment of await payments()) expect(payment).toMatchObject({ sender_name: 'oscar' })
    const boosts = await ctx.db.selectFrom('boosts').select(['payment_count', 'claimed_msat']).execute()
    expect(boosts).toEqual(Array.from({ length: COUNT }, () => ({ payment_count: 1, claimed_msat: 100_000 })))
    const { rows } = await ctx.database.pool.query(
      'select count(*)::integer as count from sightings s join sources o on o.id = s.source_id where o.kind = $1',
      ['metadata'],
    )
    expect(rows[0].count).toBe(COUNT)
  })

  it.each([
    ['JSON that is no boost', (_: IncomingMessage, res: ServerResponse) => void res.end('{"ok":true}')],
    [
      'a header that is no JSON',
      (_: IncomingMessage, res: ServerResponse) => {
        res.setHeader('x-rss-payment', '%7Bnope')
        res.end()
      },
    ],
    [
      'a header with broken escapes',
      (_: IncomingMessage, res: ServerResponse) => {
        res.setHeader('x-rss-payment', '%E0%A4%A')
        res.end()
      },
    ],
    ['a page', (_: IncomingMessage, res: ServerResponse) => void res.end('<html>hello</html>')],
  ])('takes %s for none', async (_, broken) => {
    answer = broken
    await pay(1)
    await round()
    expect((await fetches())[0]).toMatchObject({ result: null, tries: 1 })
  })
})
