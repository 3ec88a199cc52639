import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ruleListSchema, ruleMadeSchema } from '#api/contract/rule.ts'
import { walletListSchema } from '#api/contract/wallet.ts'
import { askAs } from '#tests/helper/ask.ts'
import { makeReport, recordBoost, recordPayments } from '#tests/helper/record-payments.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

let ctx: TestContext
let ask: Awaited<ReturnType<typeof askAs>>
beforeAll(async () => {
  ctx = await createTestContext()
  ask = await askAs(ctx)
  await recordBoost(ctx.db)
})
afterAll(() => ctx.close())

const record = async (over: Record<string, unknown> = {}) => {
  const [outcome] = await recordPayments(ctx.db, makeReport({ boostagram: null, ...over }))
  return outcome?.payment_id ?? ''
}
const payment = async (id: string) => (await ask.get(`/payments/${id}`)).body
const make = async (rule: object) => {
  const answer = await ask.post('/rules', rule)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  expect(ruleMadeSchema.parse(answer.body)).toEqual(answer.body)
  return answer.body
}

describe('a rule that sets aside', () => {
  it('says first what it would touch, sets that aside, and what comes later too', async () => {
    const boost = await recordBoost(ctx.db, { memo: 'Shop 100% wool', boostagram: { message: 'Bought' } })
    const [known] = (await ask.get(`/boosts/${boost}`)).body.payments
    await record({ memo: 'shop 100 of' })
    const rule = { effect: 'set_aside', memo_contains: 'SHOP 100%' }
    const tried = await ask.post('/rules?dry_run=true', rule)
    expect(tried.body).toEqual({ rule: null, payments: 1 })
    expect((await ask.get('/rules')).body.items).toHaveLength(0)

    const { rule: made, payments } = await make({ ...rule, note: 'Wool' })
    expect(payments).toBe(1)
    expect(made).toMatchObject({ ...rule, note: 'Wool', wallet: null, min_msat: null })
    const listed = (await ask.get('/rules')).body
    expect(ruleListSchema.parse(listed)).toEqual({ items: [made], next_cursor: null })
    expect(await payment(known.id)).toMatchObject({ set_aside: true })
    expect((await ask.get(`/boosts/${boost}`)).body).toMatchObject({ payment_count: 0, received_msat: 0 })
    const later = await record({ memo: 'Shop 100% cotton' })
    expect(await payment(later)).toMatchObject({ set_aside: true })

    expect((await ask.delete(`/rules/${made.id}`)).status).toBe(204)
    expect((await ask.delete(`/rules/${made.id}`)).status).toBe(404)
    expect((await ask.get('/rules')).body.items).toHaveLength(0)
    expect(await payment(known.id)).toMatchObject({ set_aside: false, boost_id: boost })
    expect(await payment(later)).toMatchObject({ set_aside: false })
    expect((await ask.get(`/boosts/${boost}`)).body).toMatchObject({
      payment_count: 1,
      received_msat: 1_000_000,
    })
    expect(await ctx.db.selectFrom('rules').select('id').execute()).toEqual([])
  })

  it('leaves alone what a host decided, and what another rule says', async () => {
    const by = {
      back: await record({ memo: 'Coffee back' }),
      aside: await record({ memo: 'Coffee aside' }),
      both: await record({ memo: 'Coffee cake' }),
    }
    await ask.patch(`/payments/${by.aside}`, { set_aside: true })
    await ask.patch(`/payments/${by.back}`, { set_aside: false })
    const coffee = await make({ effect: 'set_aside', memo_contains: 'coffee' })
    const cake = await make({ effect: 'set_aside', memo_contains: 'cake' })
    expect(coffee.payments).toBe(1)
    expect(await payment(by.back)).toMatchObject({ set_aside: false })
    await ask.delete(`/rules/${coffee.rule.id}`)
    expect(await payment(by.aside)).toMatchObject({ set_aside: true })
    expect(await payment(by.both)).toMatchObject({ set_aside: true })
    await ask.delete(`/rules/${cake.rule.id}`)
    expect(await payment(by.both)).toMatchObject({ set_aside: false })
  })

  it('says the same when it is tried, when it is made and when a payment comes, in whichever alphabet', async () => {
    const known = await record({ memo: 'İstanbul kahvesi' })
    await record({ memo: 'Ankara' })
    const rule = { effect: 'set_aside', memo_contains: 'istanbul' }
    expect((await ask.post('/rules?dry_run=true', rule)).body.payments).toBe(1)
    const { rule: made, payments } = await make(rule)
    expect(payments).toBe(1)
    const later = await record({ memo: 'İSTANBUL' })
    for (const id of [known, later]) expect(await payment(id)).toMatchObject({ set_aside: true })
    await ask.delete(`/rules/${made.id}`)
    for (const id of [known, later]) expect(await payment(id)).toMatchObject({ set_aside: false })
  })

  it('goes by wallet and amount, both ends included', async () => {
    const ids = {
      below: await record({ source: 'till', amount_msat: 999 }),
      low: await record({ source: 'till', amount_msat: 1000 }),
      high: await record({ source: 'till', amount_msat: 2000 }),
      elsewhere: await record({ source: 'purse', amount_msat: 1000 }),
    }
    const { rule, payments } = await make({
      effect: 'set_aside',
      wallet: 'till',
      min_msat: 1000,
      max_msat: 2000,
    })
    expect(payments).toBe(2)
    for (const [name, id] of Object.entries(ids))
      expect({ name, aside: (await payment(id)).set_aside }).toEqual({
        name,
        aside: name === 'low' || name === 'high',
      })
    await ask.delete(`/rules/${rule.id}`)
  })

  it('touches more than fits one transaction', async () => {
    const reports = Array.from({ length: 1_000 }, () => makeReport({ boostagram: null, memo: 'Flood' }))
    await recordPayments(ctx.db, ...reports)
    await record({ memo: 'Flood' })
    const { rule, payments } = await make({ effect: 'set_aside', memo_contains: 'flood' })
    expect(payments).toBe(1_001)
    const count = async () =>
      (
        await ctx.db
          .selectFrom('payments')
          .select('id')
          .where('set_aside', '=', true)
          .where('memo', '=', 'Flood')
          .execute()
      ).length
    expect(await count()).toBe(1_001)
    await ask.delete(`/rules/${rule.id}`)
    expect(await count()).toBe(0)
  })
})

describe('a rule that claims', () => {
  it('gives receipts without metadata to a show, and takes them back but for those a host attached', async () => {
    const big = await record({ source: 'zaps', memo: 'Zap for us', amount_msat: 2_000_000 })
    const small = await record({ source: 'zaps', memo: 'Zap for us', amount_msat: 1_000 })
    const attached = await record({ source: 'zaps', memo: 'Zap for us' })
    await ask.patch(`/payments/${attached}`, { show: 'linux-unplugged', message: 'By hand' })
    expect(await payment(big)).toMatchObject({ ours: false, show: null, needs_look: null })
    const { rule, payments } = await make({
      effect: 'ours',
      memo_contains: 'zap for',
      show: 'linux-unplugged',
    })
    expect(payments).toBe(2)
    const claimed = await payment(big)
    expect(claimed).toMatchObject({
      ours: true,
      show: { slug: 'linux-unplugged' },
      action: 'boost',
      needs_look: null,
    })
    expect((await ask.get(`/boosts/${claimed.boost_id}`)).body).toMatchObject({ payment_count: 1 })
    expect(await payment(small)).toMatchObject({ action: 'stream', boost_id: null })
    await ask.delete(`/rules/${rule.id}`)
    expect(await payment(big)).toMatchObject({ ours: false, show: null, action: null, boost_id: null })
    expect((await ask.get(`/boosts/${claimed.boost_id}`)).body).toMatchObject({ payment_count: 0 })
    expect(await payment(attached)).toMatchObject({ show: { slug: 'linux-unplugged' }, message: 'By hand' })
  })
})

describe('a rule that cannot be', () => {
  it.each([
    [{ effect: 'set_aside' }, 400],
    [{ effect: 'keep', memo_contains: 'x' }, 400],
    [{ effect: 'set_aside', memo_contains: '' }, 400],
    [{ effect: 'set_aside', memo_contains: '\0' }, 400],
    [{ effect: 'set_aside', min_msat: 2, max_msat: 1 }, 400],
    [{ effect: 'set_aside', min_msat: -1 }, 400],
    [{ effect: 'set_aside', memo_contains: 'x', show: 'linux-unplugged' }, 400],
    [{ effect: 'set_aside', memo_contains: '\u200b' }, 422],
    [{ effect: 'set_aside', wallet: 'nowhere' }, 422],
    [{ effect: 'ours', memo_contains: 'x', show: 'no-such-show' }, 422],
  ])('%j is %i', async (rule, status) => {
    expect((await ask.post('/rules', rule)).status).toBe(status)
    expect((await ask.post('/rules?dry_run=true', rule)).status).toBe(status)
  })

  it('is not taken back either', async () => {
    expect((await ask.delete(`/rules/${randomUUIDv7()}`)).status).toBe(404)
  })
})

describe('wallets', () => {
  it('say whose their receipts are, and those recorded so far follow', async () => {
    const id = await record({ source: 'jar', amount_msat: 2_000_000 })
    const named =
      (
        await recordPayments(
          ctx.db,
          makeReport({ source: 'jar', boostagram: { podcast: '', episode: "458: NVIDIA's New View" } }),
        )
      )[0]?.payment_id ?? ''
    const listed = (await ask.get('/wallets')).body
    expect(walletListSchema.parse(listed)).toEqual(listed)
    expect(listed.items.find(({ name }: { name: string }) => name === 'jar')).toMatchObject({
      whose: 'shared',
      show: null,
      sources: ['jar'],
      last_payment_at: '2026-05-14T18:00:00.000Z',
    })
    const all = await ask.patch('/wallets/jar', { whose: 'show', show: 'linux-unplugged' })
    expect(all.body).toMatchObject({ whose: 'show', show: 'linux-unplugged' })
    expect(await payment(id)).toMatchObject({
      ours: true,
      show: { slug: 'linux-unplugged' },
      action: 'boost',
    })
    expect(await payment(named)).toMatchObject({
      show: { slug: 'linux-unplugged' },
      episode: { title: "458: NVIDIA's New View" },
      needs_look: null,
    })
    await ask.patch('/wallets/jar', { show: null })
    expect(await payment(id)).toMatchObject({
      ours: true,
      show: null,
      needs_look: 'It came without metadata.',
    })
    await ask.patch('/wallets/jar', { whose: 'shared' })
    expect(await payment(id)).toMatchObject({ ours: false, needs_look: null, boost_id: null })
  })

  it('that are not there, and what makes no sense, are refused', async () => {
    expect((await ask.patch('/wallets/nowhere', { whose: 'show' })).status).toBe(404)
    expect((await ask.patch('/wallets/node', { show: 'no-such-show' })).status).toBe(422)
    expect((await ask.patch('/wallets/node', { whose: 'mine' })).status).toBe(400)
    expect((await ask.patch('/wallets/%00', { whose: 'show' })).status).toBe(400)
  })
})

describe('what needs a look', () => {
  it('is counted by kind', async () => {
    const before = (await ask.get('/needs-look')).body
    await record({ tlv: Buffer.from('{"cut').toString('base64') })
    await recordBoost(ctx.db, { boostagram: { podcast: 'A new one' } })
    const after = (await ask.get('/needs-look')).body
    expect(after).toEqual({
      ...before,
      total: before.total + 2,
      payments: before.payments + 1,
      shows: before.shows + 1,
    })
  })
})
