import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { changeSource } from '#api/source/connection/change-source.ts'
import { getSource } from '#api/source/connection/list-sources.ts'
import { type Sources, startSources } from '#api/source/run/start-sources.ts'
import { addTestSource } from '#tests/helper/follow.ts'
import { hurryTimers } from '#tests/helper/hurry-timers.ts'
import { paymentsOf } from '#tests/helper/payments-of.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'
import { until } from '#tests/helper/until.ts'
import { type FakeZaprite, makeZapriteOrder, startFakeZaprite } from '#tests/helper/zaprite/fake-zaprite.ts'

const makeContext = shareDatabase()

describe('following Zaprite', () => {
  let ctx: TestContext
  let shop: FakeZaprite
  let sources: Sources
  beforeEach(async () => {
    ctx = await makeContext()
    shop = await startFakeZaprite()
  })
  afterEach(async () => {
    await sources.stop()
    await shop.close()
    await ctx.close()
  })
  const has = (count: number) =>
    until(`${count} payments`, async () => (await paymentsOf(ctx)).length === count)

  it('leaves out what was paid in bitcoin until it is to count, and then has all of it once', async () => {
    for (let index = 1; index <= 230; index++) {
      const card = { currency: 'USD', totalAmount: 500, transactions: [{ method: 'CARD', amount: 500 }] }
      shop.orders.push(makeZapriteOrder(index, index % 2 === 0 ? card : {}))
    }
    await addTestSource(ctx, 'zaprite', { ...shop.settings, bitcoin: 'leave' })
    sources = startSources(ctx)
    await has(115)
    await until('the history is read', async () => (await getSource(ctx.db, 'my-zaprite')).history === null)
    expect((await paymentsOf(ctx)).every(({ amount_msat }) => amount_msat === null)).toBe(true)
    await changeSource(ctx, 'my-zaprite', { settings: { bitcoin: 'count' } })
    await has(230)
    expect((await paymentsOf(ctx)).filter(({ needs_look }) => /disagree/.test(needs_look ?? ''))).toEqual([])
  })

  it('sees what is paid behind an order without a time, which it lists as unreadable', async () => {
    shop.orders.push(makeZapriteOrder(1, { paidAt: null }), makeZapriteOrder(2))
    await addTestSource(ctx, 'zaprite', shop.settings)
    hurryTimers()
    sources = startSources(ctx)
    await has(1)
    shop.orders.push(makeZapriteOrder(3, { paidAt: new Date(Date.now() - 1_000).toISOString() }))
    await has(2)
    expect(await getSource(ctx.db, 'my-zaprite')).toMatchObject({
      state: 'connected',
      unread: 1,
      unread_problem: 'The order od_1 cannot be read: paidAt must be a time.',
    })
  })
})
