import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { removeSource } from '#api/source/connection/change-source.ts'
import { getSource } from '#api/source/connection/list-sources.ts'
import { LND_CURSOR_VERSION } from '#api/source/lnd/cursor.ts'
import { type Sources, startSources } from '#api/source/run/start-sources.ts'
import { addTestSource, connectionOf } from '#tests/helper/follow.ts'
import {
  ampSet,
  boost,
  makeAmpInvoice,
  makeInvoice,
  makeSpontaneousAmp,
} from '#tests/helper/lnd/fake-invoice.ts'
import { type FakeLnd, startFakeLnd } from '#tests/helper/lnd/fake-lnd.ts'
import { paymentsOf } from '#tests/helper/payments-of.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'
import { until } from '#tests/helper/until.ts'

const makeContext = shareDatabase()

let ctx: TestContext
let node: FakeLnd
let sources: Sources | null

beforeEach(async () => {
  ctx = await makeContext()
  node = await startFakeLnd()
  sources = null
})
afterEach(async () => {
  await stop()
  await node.close()
  await ctx.close()
})

async function start() {
  if ((await ctx.db.selectFrom('connections').select('source_id').execute()).length === 0)
    await addTestSource(ctx, 'lnd', node.settings)
  sources = startSources(ctx)
}

async function stop() {
  await sources?.stop()
  sources = null
}

const has = (count: number) =>
  until(`${count} payments`, async () => (await paymentsOf(ctx)).length === count)
const listed = () =>
  until('the history is read', async () => {
    const { cursor } = await connectionOf(ctx, 'my-lnd')
    return (cursor as { listed: boolean }).listed
  })
const following = () => until('somebody follows the node', () => node.followers() > 0)

/** Invoices that were all settled, a second apart. */
function history(from: number, to: number) {
  const made = []
  for (let index = from; index <= to; index++) {
    const invoice = node.add(makeInvoice(index))
    node.settle(invoice, { at: 1_700_000_000 + index })
    made.push(invoice)
  }
  return made
}

describe('following LND', () => {
  it('records the whole history exactly, then what settles, and old invoices that settle late', async () => {
    const begun = Date.now()
    const open = node.add(makeInvoice(1))
    history(2, 2300)
    node.add(makeInvoice(2301, { state: 'CANCELED' }))
    await start()
    await has(2299)
    await listed()
    node.settle(open)
    await has(2300)
    const recorded = await paymentsOf(ctx)
    expect(recorded.map(({ ref, hash, amount_msat }) => ({ ref, hash, amount_msat }))).toEqual(
      node.invoices
        .filter(({ state }) => state === 'SETTLED')
        .map(({ add_index, r_hash, amt_paid_msat }) => ({
          ref: add_index,
          hash: r_hash.toString('hex'),
          amount_msat: Number(amt_paid_msat),
        })),
    )
    const { state, problem, lag_ms, payment_at } = await connectionOf(ctx, 'my-lnd')
    expect({ state, problem }).toEqual({ state: 'connected', problem: null })
    expect(lag_ms).toBeGreaterThanOrEqual(0)
    expect(Number(payment_at)).toBeGreaterThanOrEqual(begun)
  })

  it('misses nothing that settled while it was off, nor the very first settle of a wallet', async () => {
    const [first, second] = [node.add(makeInvoice(1)), node.add(makeInvoice(2))]
    await start()
    await following()
    await stop()
    node.settle(first)
    await start()
    await has(1)
    await stop()
    node.settle(second)
    history(3, 40)
    await start()
    await has(40)
  })

  it('records again what it is told again, once', async () => {
    const made = history(1, 20)
    await start()
    await has(20)
    await following()
    for (const invoice of made) node.tell(invoice)
    node.settle(node.add(makeInvoice(21)))
    await has(21)
    expect((await paymentsOf(ctx)).filter(({ needs_look }) => needs_look !== null)).toEqual([])
  })

  it('waits for no gap in the indexes, and takes settles in any order', async () => {
    history(1, 3)
    await start()
    await has(3)
    await following()
    const order = [9, 5, 7, 30, 6]
    order.forEach((index, place) => {
      node.settle(node.add(makeInvoice(4 + place)), { index })
    })
    await has(8)
    const { cursor } = await connectionOf(ctx, 'my-lnd')
    // 4 never came: until it counts as a gap for good, a restart goes on from before it.
    expect(cursor).toMatchObject({ settle_index: 3 })
  })

  it('goes on where a stream broke in the middle of its replay', async () => {
    history(1, 10)
    await start()
    await has(10)
    await listed()
    await stop()
    history(11, 300)
    node.behaviour.breakAfter = 40
    await start()
    await until(
      'it broke',
      () => node.calls.filter((call) => call.startsWith('Subscribe')).length >= 3,
      15_000,
    )
    node.behaviour.breakAfter = null
    await has(300)
    const subscribed = node.calls.filter((call) => call.startsWith('Subscribe'))
    expect(subscribed.at(-1)).not.toBe(subscribed.at(-2))
  })

  it('moves no cursor past what is yet to be replayed when something live comes first', async () => {
    history(1, 5)
    await start()
    await has(5)
    await listed()
    await stop()
    history(6, 400)
    node.behaviour.liveFirst = true
    node.behaviour.stallAfter = 10
    const live = node.add(makeInvoice(401))
    await start()
    await following()
    node.settle(live)
    await until('live one', async () => (await paymentsOf(ctx)).some(({ ref }) => ref === '401'))
    await stop()
    node.behaviour.stallAfter = null
    node.behaviour.liveFirst = false
    await start()
    await has(401)
  })

  it('keeps apart the sets of an AMP invoice, live and replayed', async () => {
    history(1, 1)
    const amp = node.add(makeAmpInvoice(2))
    const pay = (fill: number) => node.paySet(amp, ampSet(fill, 5_000 + fill))
    pay(1)
    await start()
    await has(2)
    await following()
    pay(2)
    await has(3)
    await stop()
    pay(3)
    await start()
    await has(4)
    const recorded = await paymentsOf(ctx)
    expect(recorded.map(({ amount_msat }) => amount_msat)).toEqual([2001, 5001, 5002, 5003])
    expect(recorded.slice(1).map(({ hash }) => hash)).toEqual(Array(3).fill(amp.r_hash.toString('hex')))
  })

  it('records spontaneous AMP payments under the hash that the payer has, from the list and live', async () => {
    const pay = (index: number) => {
      const amp = node.add(makeSpontaneousAmp(index))
      node.tell(amp)
      node.paySet(amp, { ...ampSet(index, 100_000 + index), record: boost(`No invoice ${index}`) })
    }
    pay(1)
    await start()
    await has(1)
    await listed()
    await following()
    pay(2)
    await has(2)
    await stop()
    pay(3)
    await start()
    await has(3)
    const { rows } = await sql<object>`
      select encode(payment_hash, 'hex') as hash, encode(set_id, 'hex') as set_id, amount_msat, rail, message
      from payments order by ref`.execute(ctx.db)
    expect(rows).toEqual(
      [1, 2, 3].map((index) => ({
        hash: ampSet(index, 0).id.toString('hex'),
        set_id: ampSet(index, 0).id.toString('hex'),
        amount_msat: 100_000 + index,
        rail: 'keysend',
        message: `No invoice ${index}`,
      })),
    )
    expect((await getSource(ctx.db, 'my-lnd')).unread).toBe(0)
    // Removed and added again, the wallet is known by a payment without a hash of its own too.
    await stop()
    await removeSource(ctx, 'my-lnd')
    await start()
    await listed()
    expect((await connectionOf(ctx, 'my-lnd')).problem).toBeNull()
    expect(await paymentsOf(ctx)).toHaveLength(3)
  })

  it('begins from the settle index of the sets where a node is paid by AMP alone', async () => {
    const amp = node.add(makeAmpInvoice(1))
    for (const fill of [1, 2, 3]) node.paySet(amp, ampSet(fill, 1_000))
    await start()
    await has(3)
    await listed()
    await following()
    expect((await connectionOf(ctx, 'my-lnd')).cursor).toMatchObject({ settle_index: 3 })
    expect(node.calls).toContain('SubscribeInvoices 3')
  })

  it('lists the history once more, and only once, after an update from a version that could read less', async () => {
    const [first] = history(1, 2)
    await start()
    await has(2)
    await listed()
    await stop()
    node.paySet(node.add(makeSpontaneousAmp(3)), { ...ampSet(3, 7_000), record: boost('Passed by') })
    // As 0.1.0 left it: it passed by the third.
    const passed = {
      add_index: 3,
      listed: true,
      settle_index: 3,
      first: { add_index: 1, hash: first?.r_hash.toString('hex'), settle_index: 1 },
      last: { add_index: 3, hash: '', settle_index: 3 },
    }
    await ctx.db
      .updateTable('connections')
      .set({ cursor: JSON.stringify(passed) })
      .execute()
    await start()
    await has(3)
    await listed()
    expect((await paymentsOf(ctx)).filter(({ needs_look }) => needs_look !== null)).toEqual([])
    expect((await connectionOf(ctx, 'my-lnd')).cursor).toEqual({ ...passed, version: LND_CURSOR_VERSION })
    await stop()
    node.calls.length = 0
    await start()
    await following()
    node.settle(node.add(makeInvoice(4)))
    await has(4)
    // The wallet was looked at by its first and its last, and for its network, and no more was listed.
    expect(node.calls).toEqual(['ListInvoices', 'ListInvoices', 'GetInfo', 'SubscribeInvoices 3'])
  })

  it('stores no preimage and no macaroon in the clear', async () => {
    history(1, 3)
    await start()
    await has(3)
    const secrets = [
      node.settings.macaroon,
      ...node.invoices.map(({ r_preimage }) => r_preimage.toString('hex')),
    ]
    for (const table of ['payments', 'sightings', 'connections', 'audit_log']) {
      const { rows } = await sql<{
        row: string
      }>`select to_jsonb(t)::text as row from ${sql.table(table)} t`.execute(ctx.db)
      for (const { row } of rows) for (const secret of secrets) expect(row).not.toContain(secret)
    }
  })

  it('records the good ones beside one that cannot be read, and says so', async () => {
    history(1, 2)
    const odd = node.add(makeInvoice(3))
    node.settle(odd)
    odd.settle_date = '0'
    history(4, 5)
    await start()
    await has(4)
    await until('said', async () => (await getSource(ctx.db, 'my-lnd')).unread > 0)
    expect((await getSource(ctx.db, 'my-lnd')).unread_problem).toMatch(/invoice 3 .*settle_date/)
  })

  it('records nothing of another wallet at the same address', async () => {
    history(1, 3)
    await start()
    await has(3)
    await stop()
    for (const invoice of node.invoices)
      invoice.r_hash = makeInvoice(Number(invoice.add_index), { seed: 'x' }).r_hash
    node.settle(node.add(makeInvoice(4, { seed: 'x' })))
    await start()
    await until('noticed', async () => (await connectionOf(ctx, 'my-lnd')).state === 'failing')
    const { problem, next_step } = await connectionOf(ctx, 'my-lnd')
    expect(problem).toMatch(/another wallet/)
    expect(next_step).toMatch(/add the wallet as a new one/)
    expect(await paymentsOf(ctx)).toHaveLength(3)
    await stop()
    await removeSource(ctx, 'my-lnd')
    await start()
    await until('noticed again', async () => (await connectionOf(ctx, 'my-lnd')).state === 'failing')
    expect(await paymentsOf(ctx)).toHaveLength(3)
  })
})
