import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { getSource } from '#api/source/connection/list-sources.ts'
import { type Sources, startSources } from '#api/source/run/start-sources.ts'
import { addTestSource, connectionOf } from '#tests/helper/follow.ts'
import { hurryTimers } from '#tests/helper/hurry-timers.ts'
import { type FakeNwcWallet, makeTransaction, startFakeNwcWallet } from '#tests/helper/nwc/fake-wallet.ts'
import { paymentsOf } from '#tests/helper/payments-of.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'
import { until } from '#tests/helper/until.ts'

const makeContext = shareDatabase()

let ctx: TestContext
let wallet: FakeNwcWallet
let sources: Sources | null

// The SDK says on the console what it also throws.
vi.spyOn(console, 'error').mockImplementation(() => {})
vi.spyOn(console, 'info').mockImplementation(() => {})

beforeEach(async () => {
  ctx = await makeContext()
  wallet = await startFakeNwcWallet()
  sources = null
})
afterEach(async () => {
  await stop()
  await wallet.close()
  await ctx.close()
})

async function start() {
  if ((await ctx.db.selectFrom('connections').select('source_id').execute()).length === 0)
    await addTestSource(ctx, 'nwc', { connection: wallet.connection })
  sources = startSources(ctx)
}

async function stop() {
  await sources?.stop()
  sources = null
}

const has = (count: number, withinMs = 10_000) =>
  until(`${count} payments`, async () => (await paymentsOf(ctx)).length === count, withinMs)
const connected = () =>
  until('connected', async () => (await connectionOf(ctx, 'my-nwc')).state === 'connected')

function history(from: number, to: number) {
  for (let index = from; index <= to; index++) wallet.transactions.push(makeTransaction(index))
}

describe('following a wallet over Nostr Wallet Connect', () => {
  it('records the whole history a page at a time, then what it is told of, once', async () => {
    history(1, 130)
    await start()
    await has(130)
    await connected()
    expect(Math.max(...wallet.asked.map(({ limit = 0 }) => limit))).toBeLessThanOrEqual(10)
    const late = makeTransaction(500)
    await wallet.settle(late)
    await has(131)
    await wallet.settle(late)
    await wallet.settle(makeTransaction(501))
    await has(132)
    expect((await paymentsOf(ctx)).filter(({ needs_look }) => needs_look !== null)).toEqual([])
    expect((await connectionOf(ctx, 'my-nwc')).lag_ms).toBeLessThan(5_000)
  })

  it('asks for what came while it was away', async () => {
    await start()
    await connected()
    await stop()
    await wallet.settle(makeTransaction(1), { silently: true })
    await wallet.settle(makeTransaction(2))
    await start()
    await has(2)
  })

  it('asks again after the relay cut the connection', async () => {
    await start()
    await connected()
    wallet.relay.cut()
    await wallet.settle(makeTransaction(1), { silently: true })
    await has(1)
    await connected()
  })

  it('goes on in the history where it was left', async () => {
    history(1, 200)
    await start()
    await until('some', async () => (await paymentsOf(ctx)).length >= 60)
    await stop()
    wallet.asked.length = 0
    await start()
    await has(200)
    expect(
      Math.min(
        ...wallet.asked.filter(({ limit, from }) => limit === 10 && !from).map(({ offset = 0 }) => offset),
      ),
    ).toBeGreaterThan(0)
  })

  it('ends with a wallet that gives its first page for ever', async () => {
    history(1, 30)
    wallet.behaviour.ignoreOffset = true
    await start()
    await has(10)
    await until('read', async () => (await connectionOf(ctx, 'my-nwc')).state === 'connected')
  })

  it('asks for less where no answer comes through, and shows what never does', async () => {
    hurryTimers()
    history(1, 12)
    const huge = makeTransaction(13)
    wallet.transactions.push({ ...huge, description: 'x'.repeat(20_000) })
    history(14, 30)
    wallet.behaviour.largest = 6_000
    await start()
    await has(29, 30_000)
    await connected()
    await wallet.settle(makeTransaction(31))
    await has(30)
    const { unread, unread_problem, problem } = await getSource(ctx.db, 'my-nwc')
    expect(problem).toBeNull()
    expect(unread).toBe(1)
    expect(unread_problem).toMatch(/after 2023-11-14 22:13 UTC\) never comes, though the wallet answers/)
  })

  describe('whose wallet gives the time of an invoice for that of its payment', () => {
    const HOUR = 3600
    const now = () => Math.floor(Date.now() / 1000)
    const invoice = (index: number, made: number, ends = made + 24 * HOUR) =>
      makeTransaction(index, {
        invoice: 'lnbc1',
        created_at: made,
        settled_at: made,
        // It is listed by when it was made.
        updated_at: made,
        expires_at: ends,
        metadata: {},
      })
    const timesOfPayments = async () => {
      const rows = await ctx.db.selectFrom('payments').select(['amount_msat', 'settled_at']).execute()
      return new Map(
        rows.map((row) => [Number(row.amount_msat) - 100_000, row.settled_at.getTime() / 1000] as const),
      )
    }
    const untimed = async () => (await getSource(ctx.db, 'my-nwc')).untimed

    it('has the time at which it was first seen, sees invoices of hours ago paid, and says so', async () => {
      const began = now()
      wallet.transactions.push(invoice(1, began - 2 * 24 * HOUR), invoice(2, began - HOUR))
      await start()
      await has(2)
      await until('said', untimed)
      await connected()
      await stop()
      hurryTimers()
      wallet.asked.length = 0
      await start()
      // A look of an hour back or more is over: the next one is an ordinary one.
      await until(
        'looked',
        async () => wallet.asked.filter(({ from = 0, limit }) => from > 1 && limit !== 1).length >= 2,
      )
      // Paid now: one of two hours ago, one that had ended by then, and one that was made this second.
      const late = invoice(3, began - 2 * HOUR)
      wallet.transactions.push(late, invoice(4, began - 3 * HOUR, began - 2 * HOUR))
      await has(4, 30_000)
      await stop()
      const times = await timesOfPayments()
      expect(times.get(1)).toBe(began - 2 * 24 * HOUR)
      expect(times.get(2)).toBe(began - HOUR)
      expect(times.get(3)).toBeGreaterThanOrEqual(began)
      expect(times.get(4)).toBe(began - 3 * HOUR)
      await start()
      await connected()
      await wallet.settle(makeTransaction(5))
      await has(5)
      expect((await timesOfPayments()).get(3)).toBe(times.get(3))
    })

    it('sees one of hours ago paid also where it has more payments a day than are looked through', async () => {
      const began = now()
      for (let index = 1; index <= 120; index++)
        wallet.transactions.push(invoice(index, began - 20 * HOUR + index * 60))
      hurryTimers()
      await start()
      await has(120, 30_000)
      await connected()
      const countings = () => wallet.asked.filter(({ offset = 0 }) => offset > 1_000).length
      // Once it was counted twice, the look of an hour back is over.
      await until('counted', async () => countings() >= 2, 20_000)
      wallet.transactions.push(invoice(121, began - 2 * HOUR))
      await has(121, 20_000)
    })

    it('believes one that ever gave another time, and no longer says so', async () => {
      const made = now() - HOUR
      wallet.transactions.push(invoice(1, made))
      await start()
      await until('said', untimed)
      await connected()
      wallet.transactions.push({ ...invoice(2, made), settled_at: made + 60 })
      wallet.relay.cut()
      await has(2)
      await until('said no more', async () => !(await untimed()))
      wallet.transactions.push(invoice(3, made))
      wallet.relay.cut()
      await has(3)
      const times = await timesOfPayments()
      expect([times.get(1), times.get(2), times.get(3)]).toEqual([made, made + 60, made])
    })
  })

  it('is not ended by an answer that cannot be decrypted, and says so', async () => {
    await start()
    await connected()
    wallet.behaviour.garble = true
    await wallet.settle(makeTransaction(1), { silently: true })
    wallet.relay.cut()
    await until(
      'said',
      async () => (await connectionOf(ctx, 'my-nwc')).problem?.includes('decrypted') ?? false,
      15_000,
    )
    wallet.behaviour.garble = false
    await has(1, 20_000)
  })

  it('notices a relay that went silent, says so, and misses nothing of it', async () => {
    await start()
    await connected()
    await stop()
    hurryTimers()
    wallet.relay.silence(true)
    await wallet.settle(makeTransaction(1), { silently: true })
    await start()
    await until('said', async () => (await connectionOf(ctx, 'my-nwc')).state === 'failing')
    expect((await connectionOf(ctx, 'my-nwc')).problem).toMatch(/relay|wallet/)
    wallet.relay.silence(false)
    await has(1)
  })

  it('records nothing of another node under the same source', async () => {
    history(1, 2)
    await start()
    await has(2)
    await stop()
    wallet.behaviour.node = '03'.padEnd(66, 'b')
    history(3, 4)
    await start()
    await until('noticed', async () => (await connectionOf(ctx, 'my-nwc')).state === 'failing')
    expect((await connectionOf(ctx, 'my-nwc')).problem).toMatch(/another wallet/)
    expect(await paymentsOf(ctx)).toHaveLength(2)
  })
})
