import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '#api/context.ts'
import { mayMakeWebhooks } from '#api/source/btcpay/make-webhook.ts'
import { changeSource } from '#api/source/connection/change-source.ts'
import { getSource } from '#api/source/connection/list-sources.ts'
import { type Sources, startSources } from '#api/source/run/start-sources.ts'
import { webhookOf } from '#api/source/told/webhook-of.ts'
import {
  deliver,
  type FakeBtcpay,
  MAY_MAKE_WEBHOOKS,
  makeBtcpayInvoice,
  makeBtcpayMethod,
  startFakeBtcpay,
} from '#tests/helper/btcpay/fake-btcpay.ts'
import { keyCredential } from '#tests/helper/credential.ts'
import { addTestSource, connectionOf } from '#tests/helper/follow.ts'
import { makeInvoice } from '#tests/helper/lnd/fake-invoice.ts'
import { startFakeLnd } from '#tests/helper/lnd/fake-lnd.ts'
import { paymentsOf } from '#tests/helper/payments-of.ts'
import { startTestService, type TestService } from '#tests/helper/test-service.ts'
import { until } from '#tests/helper/until.ts'

const DAY_S = 24 * 3600
const now = () => Math.floor(Date.now() / 1000)

describe('the webhook of a store at BTCPay Server', () => {
  let service: TestService
  let ctx: Context
  let store: FakeBtcpay
  let sources: Sources | null = null
  beforeEach(async () => {
    service = await startTestService()
    ctx = { ...service.ctx, config: { ...service.ctx.config, publicUrl: service.url } }
    store = await startFakeBtcpay()
    store.behaviour.permissions.push(MAY_MAKE_WEBHOOKS)
  })
  afterEach(async () => {
    await stop()
    await store.close()
    await service.close()
  })
  const start = () => {
    sources = startSources(ctx)
  }
  async function stop() {
    await sources?.stop()
    sources = null
  }
  const connected = () =>
    until('connected', async () => {
      const { state, to_list } = await connectionOf(ctx, 'my-btcpay')
      return state === 'connected' && to_list === null
    })
  const has = (count: number, withinMs = 2_000) =>
    until('there', async () => (await paymentsOf(ctx)).length === count, withinMs)
  const toldAt = async () => (await getSource(ctx.db, 'my-btcpay')).webhook?.told_at ?? null

  it('is made by itself, once, and has payments there at once, also of invoices of long ago', async () => {
    await addTestSource(ctx, 'btcpay', store.settings)
    start()
    await connected()
    expect(store.webhooks).toMatchObject([
      {
        url: expect.stringContaining(service.url),
        enabled: true,
        secret: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ])
    expect(await toldAt()).toBeNull()
    store.invoices.push(makeBtcpayInvoice(1, { madeAt: now() - 5 }))
    expect(await store.tell('invoice1')).toEqual([204, 204, 204])
    await has(1)
    // On chain, it may be days until one is settled: a look would be long past it.
    const unpaid = makeBtcpayInvoice(2, { madeAt: now() - 3 * DAY_S })
    const payments = unpaid.paymentMethods.splice(0)
    store.invoices.push(unpaid)
    await store.tell('invoice2')
    unpaid.paymentMethods.push(...payments)
    await store.tell('invoice2')
    await has(2)
    expect(await toldAt()).toEqual(expect.any(String))
    const made = store.webhooks[0]?.id
    await stop()
    start()
    await connected()
    expect(store.webhooks.map(({ id }) => id)).toEqual([made])
    // One that is there and nobody can sign for is made anew.
    await stop()
    Object.assign(store.webhooks[0] ?? {}, { id: 'by-hand', secret: 'another' })
    start()
    await until(
      'anew',
      async () => store.webhooks.every(({ id }) => id !== 'by-hand') && store.webhooks.length === 1,
    )
    await connected()
    store.invoices.push(makeBtcpayInvoice(3, { madeAt: now() - 5 }))
    await store.tell('invoice3')
    await has(3)
  })

  it('takes only what is signed, whatever else comes, and tells nobody which sources there are', async () => {
    await addTestSource(ctx, 'btcpay', store.settings)
    start()
    await connected()
    const [{ url, secret } = { url: '', secret: '' }] = store.webhooks
    const event = { type: 'InvoiceSettled', invoiceId: 'invoice1' }
    expect(await deliver(url, 'another secret', event)).toBe(403)
    expect(await deliver(url.replace(/\d+\/told$/, '999/told'), secret, event)).toBe(403)
    const bare = (headers: Record<string, string>) => fetch(url, { method: 'POST', headers, body: '{}' })
    expect((await bare({})).status).toBe(403)
    expect((await bare({ 'BTCPay-Sig': 'sha256=00' })).status).toBe(403)
    expect(await toldAt()).toBeNull()
    // A test of the webhook, something without an invoice, and an invoice that would lead elsewhere.
    for (const invoiceId of ['__test__1', undefined, '../../../api-keys/current'])
      expect(await deliver(url, secret, { type: 'InvoiceSettled', invoiceId })).toBe(204)
    store.invoices.push(makeBtcpayInvoice(1, { madeAt: now() - 5 }))
    await store.tell('invoice1')
    await has(1)
    expect(await getSource(ctx.db, 'my-btcpay')).toMatchObject({
      state: 'connected',
      unread: 0,
      problem: null,
    })
  })

  it('is shown for pasting where the key may not make it, and works as well', async () => {
    store.behaviour.permissions.pop()
    await addTestSource(ctx, 'btcpay', store.settings)
    start()
    await connected()
    expect(store.webhooks).toEqual([])
    const credential = await keyCredential(service.ctx, ['admin'])
    const show = async (name: string) =>
      fetch(`${service.url}/api/v1/sources/${name}/webhook`, { method: 'POST', headers: credential })
    const shown = await (await show('my-btcpay')).json()
    expect(shown).toMatchObject({ address: null, path: expect.stringMatching(/^\/api\/v1\/public\//) })
    expect((await show('nobody')).status).toBe(404)
    store.webhooks.push({
      id: 'pasted',
      enabled: true,
      url: `${service.url}${shown.path}`,
      secret: shown.secret,
    })
    store.invoices.push(makeBtcpayInvoice(1, { madeAt: now() - 5 }))
    expect(await store.tell('invoice1')).toEqual([204, 204, 204])
    await has(1)
    // Where nobody follows it, it is looked for once somebody does.
    await changeSource(ctx, 'my-btcpay', { paused: true })
    store.invoices.push(makeBtcpayInvoice(2, { madeAt: now() - 5 }))
    expect(await store.tell('invoice2')).toEqual([204, 204, 204])
    await changeSource(ctx, 'my-btcpay', { paused: false })
    await has(2, 5_000)
  })

  it('has one payment where the node behind the shop tells of it too, with the words of the shop', async () => {
    const node = await startFakeLnd()
    try {
      await addTestSource(ctx, 'btcpay', store.settings)
      await addTestSource(ctx, 'lnd', node.settings)
      start()
      await connected()
      await until('connected', async () => (await connectionOf(ctx, 'my-lnd')).state === 'connected')
      const pay = async (index: number, isToldFirst: boolean) => {
        const value_msat = '2100123'
        const invoice = node.add(
          makeInvoice(index, { value_msat, is_keysend: false, payment_request: 'lnbc1', htlcs: [] }),
        )
        const tell = async () => {
          const payment = {
            id: invoice.r_hash.toString('hex'),
            receivedDate: now(),
            value: '0.00002100123',
            status: 'Settled',
          }
          const metadata = { buyerName: 'Ann', itemDesc: 'Boost', comment: `Number ${index}` }
          const paymentMethods = [makeBtcpayMethod('BTC-LN', [payment])]
          store.invoices.push(makeBtcpayInvoice(index, { madeAt: now() - 5, metadata, paymentMethods }))
          await store.tell(`invoice${index}`)
        }
        if (isToldFirst) await tell()
        if (isToldFirst) await has(index)
        node.settle(invoice)
        await has(index)
        if (!isToldFirst) await tell()
        await until('both', async () => {
          const row = await ctx.db
            .selectFrom('sightings')
            .select(({ fn }) => fn.countAll().as('all'))
            .executeTakeFirst()
          return Number(row?.all) === index * 2
        })
      }
      await pay(1, false)
      await pay(2, true)
      const rows = await ctx.db
        .selectFrom('payments')
        .select(['amount_msat', 'price_amount_minor', 'price_currency', 'comment', 'needs_look'])
        .orderBy('comment')
        .execute()
      expect(rows).toMatchObject(
        [1, 2].map((index) => ({
          amount_msat: 2_100_123,
          price_amount_minor: 500,
          price_currency: 'USD',
          comment: `Number ${index}`,
        })),
      )
      expect(rows.filter(({ needs_look }) => /disagree/i.test(needs_look ?? ''))).toEqual([])
    } finally {
      await node.close()
    }
  })

  it('keeps its secret from start to start, and each source has its own', async () => {
    expect(webhookOf(ctx, 7)).toEqual(webhookOf(ctx, 7))
    expect(webhookOf(ctx, 7).secret).not.toBe(webhookOf(ctx, 8).secret)
  })
})

it.each([
  [[MAY_MAKE_WEBHOOKS], true],
  [[`${MAY_MAKE_WEBHOOKS}:StoreOne1`], true],
  [[`${MAY_MAKE_WEBHOOKS}:StoreTwo2`], false],
  [['btcpay.store.canviewinvoices:StoreOne1'], false],
  [['unrestricted'], true],
  [null, false],
] as const)('a key with %j may make webhooks of a store: %s', (permissions, may) => {
  expect(mayMakeWebhooks(permissions, 'StoreOne1')).toBe(may)
})
