import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BoostDetailJson } from '#api/contract/boost.ts'
import { askAs } from '#tests/helper/ask.ts'
import { makeReport, recordBoost, recordPayments } from '#tests/helper/record-payments.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

let ctx: TestContext
let ask: Awaited<ReturnType<typeof askAs>>
beforeAll(async () => {
  ctx = await createTestContext()
  ask = await askAs(ctx)
})
afterAll(() => ctx.close())

let made = 0
/** A boost of payments to so many wallets. */
const recordSplits = async (wallets: number, over: object = {}, boostagram: object = {}) => {
  made++
  const words = { message: `Splits ${made}`, value_msat_total: 10_000_000, ...boostagram }
  const reports = Array.from({ length: wallets }, (_, n) =>
    makeReport({ source: `wallet ${n}`, ...over, boostagram: words }),
  )
  const outcomes = await recordPayments(ctx.db, ...reports)
  const ids = new Set(outcomes.map(({ boost_id }) => boost_id))
  expect(ids.size).toBe(1)
  return { id: outcomes[0]?.boost_id ?? '', words, payments: outcomes.map(({ payment_id }) => payment_id) }
}
const read = async (id: string): Promise<BoostDetailJson> => {
  const { status, body } = await ask.get(`/boosts/${id}`)
  expect(status).toBe(200)
  return body
}
const boostOf = async (payment: string) =>
  (await ctx.db.selectFrom('payments').select('boost_id').where('id', '=', payment).executeTakeFirstOrThrow())
    .boost_id
const patch = async (id: string, body: object) => {
  const answer = await ask.patch(`/boosts/${id}`, body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body
}
const find = async (boostagram: object) => read(await recordBoost(ctx.db, { boostagram }))

describe('putting a boost right', () => {
  it('moves it to another episode with its payments, and a late split follows it there', async () => {
    const { id, words } = await recordSplits(2)
    const other = await find({ episode: '457: Another' })
    expect(await patch(id, { episode: other.episode?.id })).toMatchObject({ episode: other.episode })
    await recordPayments(ctx.db, makeReport({ source: 'wallet 2', boostagram: words }))
    const boost = await read(id)
    expect(boost).toMatchObject({ payment_count: 3, episode: other.episode, possible_double: false })
    for (const payment of boost.payments) expect(payment.episode).toEqual(other.episode)
  })

  it('moves it to another show, and takes the old episode off it', async () => {
    const { id, words } = await recordSplits(2)
    const other = await find({ podcast: 'Coder Radio', episode: 'Coder 1' })
    expect(await patch(id, { show: other.show.slug })).toMatchObject({ show: other.show, episode: null })
    expect(await patch(id, { episode: other.episode?.id })).toMatchObject({ episode: other.episode })
    await recordPayments(ctx.db, makeReport({ source: 'wallet 2', boostagram: words }))
    const boost = await read(id)
    expect(boost).toMatchObject({ payment_count: 3, show: other.show, episode: other.episode })
    for (const payment of boost.payments)
      expect(payment).toMatchObject({ show: other.show, episode: other.episode })
  })

  it('says that it is no double, for good', async () => {
    const boostagram = {
      message: 'Twice',
      boost_uuid: undefined,
      value_msat_total: 5_000_000,
      episode: 'One',
    }
    await recordPayments(
      ctx.db,
      makeReport({ source: 'wallet 0', boostagram }),
      makeReport({ source: 'wallet 1', boostagram: { ...boostagram, episode: 'Another one' } }),
    )
    const doubles = (await ask.get('/boosts?status=possible_double')).body.items
    expect(doubles).toHaveLength(1)
    const { id } = doubles[0]
    expect(await patch(id, { possible_double: false })).toMatchObject({ possible_double: false })
    await recordPayments(ctx.db, makeReport({ source: 'wallet 2', boostagram }))
    expect(await read(id)).toMatchObject({ possible_double: false })
  })

  it('gives it to another supporter, or to nobody, and keeps it so', async () => {
    const { id, words } = await recordSplits(1, {}, { sender_name: 'impostor' })
    const { supporter } = await find({ sender_name: 'genuine' })
    expect(await patch(id, { supporter: supporter.id })).toMatchObject({ supporter })
    expect(await patch(id, { supporter: null })).toMatchObject({ supporter: { id: null, name: 'Anonymous' } })
    await recordPayments(ctx.db, makeReport({ source: 'wallet 1', boostagram: words }))
    const boost = await read(id)
    expect(boost).toMatchObject({ payment_count: 2, supporter: { id: null, name: 'Anonymous' } })
    for (const payment of boost.payments) expect(payment.supporter).toEqual({ id: null, name: 'Anonymous' })
  })

  it('hides it and shows it again, which is no correction of its words', async () => {
    const { id } = await recordSplits(1)
    expect(await patch(id, { hidden: true })).toMatchObject({ hidden: true })
    expect(await patch(id, { hidden: false })).toMatchObject({ hidden: false })
    const row = await ctx.db.selectFrom('boosts').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    expect(row.corrected_at).toBeNull()
  })

  it('writes down who did it and what was before', async () => {
    const { id } = await recordSplits(1, {}, { sender_name: 'before' })
    await patch(id, { supporter: null, hidden: true })
    const { items } = (await ask.get(`/audit?subject=${id}`)).body
    expect(items[0]).toMatchObject({
      action: 'PATCH /api/v1/boosts/{id}',
      detail: { before: { supporter: { name: 'before' }, hidden: false } },
    })
  })

  it('refuses what does not go together or is not there', async () => {
    const { id } = await recordSplits(1)
    const other = await find({ podcast: 'Coder Radio', episode: 'Coder 2' })
    for (const body of [
      { show: 'no-such-show' },
      { episode: randomUUIDv7() },
      { supporter: randomUUIDv7() },
      { episode: other.episode?.id },
    ])
      expect((await ask.patch(`/boosts/${id}`, body)).status).toBe(422)
    for (const body of [{ show: null }, { hidden: 'yes' }, { message: 'x' }, { possible_double: true }, []])
      expect((await ask.patch(`/boosts/${id}`, body)).status).toBe(400)
    expect((await ask.patch(`/boosts/${randomUUIDv7()}`, { hidden: true })).status).toBe(404)
  })
})

describe('splitting a boost', () => {
  it('makes a boost of the payments taken out, and both stay as they are', async () => {
    const { id, words, payments } = await recordSplits(3)
    const answer = await ask.post(`/boosts/${id}/split`, { payments: [payments[2]] })
    expect(answer.status).toBe(200)
    const made: BoostDetailJson = answer.body
    expect(made.id).not.toBe(id)
    expect(made).toMatchObject({ payment_count: 1, received_msat: 1_000_000, message: words.message })
    expect(await read(id)).toMatchObject({
      payment_count: 2,
      received_msat: 2_000_000,
      message: words.message,
    })
    // A further report of one of them changes nothing, and a late split joins one of the two.
    await recordPayments(ctx.db, makeReport({ source: 'wallet 4', boostagram: words }))
    expect((await read(id)).payment_count + (await read(made.id)).payment_count).toBe(4)
    for (const each of payments) expect([id, made.id]).toContain(await boostOf(each))
    expect(await boostOf(payments[2] ?? '')).toBe(made.id)
  })

  it('refuses payments that are not its own, all of them, and none that counts', async () => {
    const one = await recordSplits(2)
    const other = await recordSplits(1)
    const split = async (payments: string[]) =>
      (await ask.post(`/boosts/${one.id}/split`, { payments })).status
    expect(await split(other.payments)).toBe(409)
    expect(await split(one.payments)).toBe(422)
    expect(await split([])).toBe(400)
    const [first = ''] = one.payments
    expect(await split([first])).toBe(200)
    expect(await split([first])).toBe(409)
  })
})

describe('joining boosts', () => {
  it('makes them one: the older survives, and the other’s id leads to it', async () => {
    const one = await recordSplits(1)
    const other = await recordSplits(2)
    const answer = await ask.post(`/boosts/${other.id}/join`, { boosts: [one.id] })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      id: one.id,
      payment_count: 3,
      received_msat: 3_000_000,
      message: one.words.message,
    })
    expect((await read(other.id)).id).toBe(one.id)
    const again = await ask.post(`/boosts/${other.id}/join`, { boosts: [one.id] })
    expect(again.status).toBe(200)
    expect(again.body).toEqual(answer.body)
    // A late split of either comes to the one.
    for (const { words } of [one, other])
      await recordPayments(ctx.db, makeReport({ source: 'wallet 7', boostagram: words }))
    expect((await read(one.id)).payment_count).toBeGreaterThanOrEqual(4)
  })

  it('lets the one survive that was read on air', async () => {
    const older = await recordSplits(1)
    const aired = await recordSplits(1)
    await ctx.db.updateTable('boosts').set({ read_at: new Date() }).where('id', '=', aired.id).execute()
    const { body } = await ask.post(`/boosts/${older.id}/join`, { boosts: [aired.id] })
    expect(body).toMatchObject({ id: aired.id, message: aired.words.message })
    expect((await read(older.id)).id).toBe(aired.id)
  })

  it('refuses boosts of different shows and ids that are none', async () => {
    const one = await recordSplits(1)
    const other = await find({ podcast: 'Coder Radio' })
    expect((await ask.post(`/boosts/${one.id}/join`, { boosts: [other.id] })).status).toBe(422)
    expect((await ask.post(`/boosts/${one.id}/join`, { boosts: [randomUUIDv7()] })).status).toBe(404)
    expect((await read(one.id)).payment_count).toBe(1)
  })

  it('can be taken back by splitting', async () => {
    const one = await recordSplits(1)
    const other = await recordSplits(1)
    await ask.post(`/boosts/${one.id}/join`, { boosts: [other.id] })
    const { body } = await ask.post(`/boosts/${one.id}/split`, { payments: other.payments })
    expect(body).toMatchObject({ payment_count: 1, message: other.words.message })
    expect(await read(one.id)).toMatchObject({ payment_count: 1, message: one.words.message })
  })
})

describe('money paid back', () => {
  it('goes where its payment goes', async () => {
    const { id, payments } = await recordSplits(2, { id: 'paid' })
    await recordPayments(
      ctx.db,
      makeReport({
        source: 'wallet 0',
        id: 'back',
        amount_msat: 400_000,
        refund_of: 'paid',
        boostagram: null,
      }),
    )
    expect(await read(id)).toMatchObject({ received_msat: 1_600_000, counted_msat: 1_600_000 })
    const [first] = payments
    const { body } = await ask.post(`/boosts/${id}/split`, { payments: [first] })
    expect(body).toMatchObject({ received_msat: 600_000, payment_count: 1 })
    expect(body.payments).toHaveLength(2)
    expect(await read(id)).toMatchObject({ received_msat: 1_000_000 })
  })
})
