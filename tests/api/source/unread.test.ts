import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AHEAD } from '#api/intake/check-report.ts'
import { readPaymentReports } from '#api/payment/read-payment.ts'
import { changeSource } from '#api/source/connection/change-source.ts'
import { getSource } from '#api/source/connection/list-sources.ts'
import { type Sources, startSources } from '#api/source/run/start-sources.ts'
import { unreadJob } from '#api/source/unread/job.ts'
import { listUnread } from '#api/source/unread/list-unread.ts'
import { dismissUnread, retryUnread } from '#api/source/unread/settle-unread.ts'
import { addTestSource, connectionOf } from '#tests/helper/follow.ts'
import { ampSet, boost, makeAmpInvoice, makeInvoice } from '#tests/helper/lnd/fake-invoice.ts'
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

async function follow() {
  if ((await ctx.db.selectFrom('connections').select('source_id').execute()).length === 0)
    await addTestSource(ctx, 'lnd', node.settings)
  sources = startSources(ctx)
}

async function stop() {
  await sources?.stop()
  sources = null
}

/** Has the node list everything anew, as it does when a source is added again. */
async function relist() {
  await stop()
  await ctx.db.updateTable('connections').set({ cursor: '{}' }).execute()
  await follow()
  await listed()
}

const state = () => getSource(ctx.db, 'my-lnd')
const unread = () => listUnread(ctx.db, 'my-lnd')
const listed = () =>
  until('the list is read', async () => {
    const { cursor } = await connectionOf(ctx, 'my-lnd')
    return JSON.stringify(cursor).includes('"listed":true')
  })

describe('what a wallet reports and cannot be recorded', () => {
  it('is listed with its words and why, once however often it comes, and leaves the list once it can be', async () => {
    const good = node.add(makeInvoice(1))
    node.settle(good)
    const odd = node.add(makeInvoice(2))
    node.settle(odd)
    const settledAt = odd.settle_date
    odd.settle_date = '99999999999'
    const free = node.add(makeInvoice(3))
    node.settle(free)
    Object.assign(free, { amt_paid_msat: '0', amt_paid_sat: '0' })
    await follow()
    await listed()
    await relist()
    expect(await state()).toMatchObject({ unread: 2 })
    const rows = await unread()
    expect(rows.map(({ ref, reason }) => [ref, reason]).sort()).toEqual([
      ['2', expect.stringMatching(/cannot be recorded: settled_at lies in the future \(5138-11-16/)],
      ['3', expect.stringMatching(/^The wallet does not say how much came/)],
    ])
    expect((await connectionOf(ctx, 'my-lnd')).payment_at?.getTime()).toBeLessThanOrEqual(Date.now())
    const row = rows.find(({ ref }) => ref === '2')
    expect(JSON.parse(row?.raw ?? '')).toMatchObject({ add_index: '2', r_hash: odd.r_hash.toString('hex') })
    expect(row?.raw).not.toContain(odd.r_preimage.toString('hex'))

    // As it stands, it cannot be recorded; once it can be, it is, and is gone.
    expect(await retryUnread(ctx, 'my-lnd', Number(row?.id))).toMatchObject({ recorded: false })
    const healed = row?.raw?.replace('99999999999', settledAt) ?? ''
    await ctx.db.updateTable('unread').set({ raw: healed }).where('ref', '=', '2').execute()
    expect(await retryUnread(ctx, 'my-lnd', Number(row?.id))).toMatchObject({ recorded: true })
    expect((await paymentsOf(ctx)).map(({ ref }) => ref)).toEqual(['1', '2'])
    // Also where the wallet says it rightly by now.
    Object.assign(free, { amt_paid_msat: '3000', amt_paid_sat: '3' })
    await relist()
    await until('the third', async () => (await paymentsOf(ctx)).length === 3)
    expect(await unread()).toEqual([])
  })

  it('since it is ahead of this machine’s clock is recorded by itself, once that is right', async () => {
    const day = 24 * 3600
    const invoice = node.add(makeInvoice(1))
    node.settle(invoice)
    invoice.settle_date = String(Math.floor(Date.now() / 1000) + 200 * day)
    await follow()
    await listed()
    expect((await unread()).map(({ reason }) => reason)).toEqual([expect.stringContaining(AHEAD)])
    const { signal } = new AbortController()
    await unreadJob.run(ctx, signal)
    expect(await unread()).toHaveLength(1)
    await unreadJob.run({ ...ctx, now: () => new Date(Date.now() + 200 * day * 1000) }, signal)
    expect(await unread()).toEqual([])
    expect((await paymentsOf(ctx)).map(({ ref }) => ref)).toEqual(['1'])
  })

  it('is shown no more once dismissed, or once another source has reported the payment', async () => {
    for (const index of [1, 2]) {
      const odd = node.add(makeInvoice(index))
      node.settle(odd)
      odd.settle_date = '0'
    }
    await follow()
    await listed()
    const [one, two] = await unread()
    await dismissUnread(ctx, 'my-lnd', Number(one?.id))
    await relist()
    expect((await unread()).map(({ ref }) => ref)).toEqual([two?.ref])
    node.settle(node.add(makeInvoice(3)))
    await until('a payment', async () => (await paymentsOf(ctx)).length === 1)
    // What a wallet named by its hash, of a payment that a node told of.
    const hash = node.invoices.at(-1)?.r_hash.toString('hex') ?? ''
    await ctx.db
      .updateTable('unread')
      .set({ ref: hash })
      .where('ref', '=', two?.ref ?? '')
      .execute()
    expect(await state()).toMatchObject({ unread: 0, unread_problem: null })
  })
})

describe('what is kept of a report', () => {
  it('is what the wallet said, word for word, of its own part and without a preimage', async () => {
    const plain = node.add(makeInvoice(1))
    node.settle(plain)
    const amp = node.add(makeAmpInvoice(2))
    for (const fill of [1, 2]) node.paySet(amp, { ...ampSet(fill, 5_000), record: boost('In a set') })
    await follow()
    await until('all', async () => (await paymentsOf(ctx)).length === 3)
    const { rows } = await sql<{ id: string }>`select id from payments order by ref`.execute(ctx.db)
    const reports = await Promise.all(rows.map(({ id }) => readPaymentReports(ctx.db, id)))
    const told = reports.map(({ metadata }) => metadata[0]?.reported ?? '')
    expect(JSON.parse(told[0] ?? '')).toMatchObject({
      add_index: '1',
      state: 'SETTLED',
      amt_paid_msat: plain.amt_paid_msat,
      r_hash: plain.r_hash.toString('hex'),
    })
    for (const text of told) expect(text).not.toMatch(/preimage|5482373484|root_share/)
    for (const text of told.slice(1)) {
      const { amp_invoice_state, htlcs } = JSON.parse(text)
      expect([Object.keys(amp_invoice_state).length, htlcs.length]).toEqual([1, 1])
    }
  })
})

describe('test money', () => {
  it('is never recorded unless that is said, and then all of it is', async () => {
    node.behaviour.network = null
    node.settle(node.add(makeInvoice(1, { payment_request: 'lnbcrt10n1pj' })))
    node.settle(node.add(makeInvoice(2, { payment_request: '' })))
    await follow()
    await listed()
    expect(await state()).toMatchObject({ network: 'regtest', count_test_money: false, unread: 0 })
    expect(await paymentsOf(ctx)).toEqual([])
    await changeSource(ctx, 'my-lnd', { count_test_money: true })
    await until('all of it', async () => (await paymentsOf(ctx)).length === 2)
  })

  it('may be what a node has that nothing tells of: nothing is recorded until its network is known', async () => {
    node.behaviour.network = null
    node.settle(node.add(makeInvoice(1)))
    await follow()
    await until('held back', async () => (await state()).state === 'failing')
    expect(await state()).toMatchObject({
      network: null,
      problem: expect.stringMatching(/not known whether this node’s money is real/),
      next_step: expect.stringMatching(/invoices:read info:read/),
    })
    expect(await paymentsOf(ctx)).toEqual([])
    node.behaviour.network = 'mainnet'
    await until('recorded', async () => (await paymentsOf(ctx)).length === 1, 10_000)
    expect(await state()).toMatchObject({ network: 'mainnet', problem: null })
  })

  it('of a network that is not known counts where that is said, and goes on where it counted before', async () => {
    node.behaviour.network = null
    node.settle(node.add(makeInvoice(1)))
    await follow()
    await until('held back', async () => (await state()).state === 'failing')
    await changeSource(ctx, 'my-lnd', { count_test_money: true })
    await until('counted', async () => (await paymentsOf(ctx)).length === 1)
    await changeSource(ctx, 'my-lnd', { count_test_money: false })
    node.settle(node.add(makeInvoice(2)))
    await until('goes on', async () => (await paymentsOf(ctx)).length === 2)
    expect(await state()).toMatchObject({ network: null, problem: null })
  })
})
