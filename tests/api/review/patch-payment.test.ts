import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BoostDetailJson } from '#api/contract/boost.ts'
import type { PaymentJson, PaymentPatch } from '#api/contract/payment.ts'
import { askAs } from '#tests/helper/ask.ts'
import { makeReport, recordBoost, recordPayments } from '#tests/helper/record-payments.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

let ctx: TestContext
let ask: Awaited<ReturnType<typeof askAs>>
beforeAll(async () => {
  ctx = await createTestContext()
  ask = await askAs(ctx)
  await recordBoost(ctx.db)
  await recordBoost(ctx.db, { boostagram: { podcast: 'Coder Radio', episode: 'Coder 1' } })
})
afterAll(() => ctx.close())

const record = async (over: Record<string, unknown> = {}) => {
  const [outcome] = await recordPayments(ctx.db, makeReport(over))
  return outcome?.payment_id ?? ''
}
const recordPlain = (over: Record<string, unknown> = {}) =>
  record({ boostagram: null, memo: 'From the blue', ...over })
const patch = async (id: string, body: PaymentPatch): Promise<PaymentJson> => {
  const answer = await ask.patch(`/payments/${id}`, body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  expect((await ask.get(`/payments/${id}`)).body).toEqual(answer.body)
  return answer.body
}
const boost = async (id: string | null): Promise<BoostDetailJson> => (await ask.get(`/boosts/${id}`)).body

describe('attaching a payment', () => {
  it('makes a boost of one that came without a word', async () => {
    const id = await recordPlain()
    const payment = await patch(id, {
      show: 'linux-unplugged',
      sender_name: ' @Newcomer ',
      message: 'Great show',
    })
    expect(payment).toMatchObject({
      show: { slug: 'linux-unplugged' },
      action: 'boost',
      message: 'Great show',
      supporter: { name: 'Newcomer' },
      ours: true,
    })
    expect(await boost(payment.boost_id)).toMatchObject({
      message: 'Great show',
      supporter: payment.supporter,
      received_msat: 1_000_000,
      payment_count: 1,
    })
  })

  it('is a stream below the mark of the show, unless it is said to be a boost', async () => {
    const id = await recordPlain({ amount_msat: 100_000 })
    expect(await patch(id, { show: 'linux-unplugged' })).toMatchObject({ action: 'stream', boost_id: null })
    const asBoost = await patch(id, { action: 'boost' })
    expect(await boost(asBoost.boost_id)).toMatchObject({ payment_count: 1 })
    expect(await patch(id, { action: 'stream' })).toMatchObject({ boost_id: null })
    expect(await boost(asBoost.boost_id)).toMatchObject({ payment_count: 0, received_msat: 0 })
  })

  it('takes what was to be looked at off the list, but not that it contradicts another', async () => {
    const dirty = await record({ boostagram: null, tlv: Buffer.from('{"cut').toString('base64') })
    expect((await ask.get(`/payments/${dirty}`)).body.needs_look).not.toBeNull()
    expect(await patch(dirty, { show: 'linux-unplugged' })).toMatchObject({ needs_look: null })
    // Nor is there more to look at where the show is the one that it was in.
    await ctx.db.updateTable('payments').set({ needs_look: 'Cut off.' }).where('id', '=', dirty).execute()
    expect(await patch(dirty, { message: 'Thanks' })).toMatchObject({ needs_look: 'Cut off.' })
    expect(await patch(dirty, { show: 'linux-unplugged' })).toMatchObject({ needs_look: null })
    const hash = 'cd'.repeat(32)
    await record({ id: 'same', payment_hash: hash })
    const other = await record({ id: 'same', payment_hash: hash, amount_msat: 7_000_000, boostagram: null })
    const attached = await patch(other, { show: 'linux-unplugged' })
    expect(attached.needs_look).toMatch(/disagree/)
    expect(await patch(other, { needs_look: null })).toMatchObject({ needs_look: null })
  })

  it('holds against metadata that comes late, which only fills blanks', async () => {
    const id = await recordPlain({ id: 'late', memo: undefined })
    const { boost_id } = await patch(id, { show: 'coder-radio', sender_name: 'By hand', message: 'By hand' })
    await recordPayments(
      ctx.db,
      makeReport({ id: 'late', boostagram: { message: 'Late', sender_name: 'late' } }),
    )
    expect((await ask.get(`/payments/${id}`)).body).toMatchObject({ show: { slug: 'coder-radio' }, boost_id })
    expect(await boost(boost_id)).toMatchObject({
      show: { slug: 'coder-radio' },
      message: 'By hand',
      supporter: { name: 'By hand' },
    })
  })

  it('speaks for the whole boost', async () => {
    const words = { message: 'Both', value_msat_total: 8_000_000, sender_name: 'both' }
    const [one, two] = await recordPayments(
      ctx.db,
      makeReport({ source: 'a', boostagram: words }),
      makeReport({ source: 'b', boostagram: words }),
    )
    await patch(two?.payment_id ?? '', { supporter: null, episode: null, message: 'Better' })
    const whole = await boost(one?.boost_id ?? '')
    expect(whole).toMatchObject({
      payment_count: 2,
      message: 'Better',
      episode: null,
      supporter: { id: null },
    })
    for (const payment of whole.payments)
      expect(payment).toMatchObject({ episode: null, supporter: { id: null } })
  })

  it('moves one payment of a boost to another show and leaves the others', async () => {
    const words = { message: 'Two of one', value_msat_total: 9_000_000 }
    const [one, two] = await recordPayments(
      ctx.db,
      makeReport({ source: 'a', boostagram: words }),
      makeReport({ source: 'b', boostagram: words }),
    )
    expect(one?.boost_id).toBe(two?.boost_id)
    const moved = await patch(two?.payment_id ?? '', { show: 'coder-radio' })
    expect(moved.boost_id).not.toBe(one?.boost_id)
    expect(await boost(moved.boost_id)).toMatchObject({ show: { slug: 'coder-radio' }, payment_count: 1 })
    expect(await boost(one?.boost_id ?? '')).toMatchObject({
      show: { slug: 'linux-unplugged' },
      payment_count: 1,
    })
  })

  it('can be undone', async () => {
    const id = await recordPlain()
    const { boost_id } = await patch(id, { show: 'linux-unplugged', message: 'Oh' })
    expect(await patch(id, { show: null })).toMatchObject({ show: null, boost_id: null, action: null })
    expect(await boost(boost_id)).toMatchObject({ payment_count: 0 })
    expect(
      (await ask.get('/boosts?limit=200')).body.items.map((each: { id: string }) => each.id),
    ).not.toContain(boost_id)
  })

  it('refuses what does not go together or is not there', async () => {
    const id = await recordPlain()
    const { items } = (await ask.get('/boosts?show=coder-radio&limit=1')).body
    for (const body of [
      { show: 'no-such-show' },
      { show: 'linux-unplugged', episode: items[0].episode?.id ?? randomUUIDv7() },
      { show: 'linux-unplugged', supporter: randomUUIDv7() },
      { message: 'Of no show' },
    ])
      expect((await ask.patch(`/payments/${id}`, body)).status).toBe(422)
    for (const body of [{ amount_msat: 1 }, { action: 'boosts' }, { needs_look: 'x' }, { set_aside: 'yes' }])
      expect((await ask.patch(`/payments/${id}`, body)).status).toBe(400)
    expect((await ask.patch(`/payments/${randomUUIDv7()}`, { set_aside: true })).status).toBe(404)
  })
})

describe('setting a payment aside', () => {
  it('takes it out of its boost, and back', async () => {
    const words = { message: 'Aside', value_msat_total: 7_000_000 }
    const [one] = await recordPayments(
      ctx.db,
      makeReport({ source: 'a', boostagram: words }),
      makeReport({ source: 'b', boostagram: words }),
    )
    const id = one?.payment_id ?? ''
    expect(await patch(id, { set_aside: true })).toMatchObject({ set_aside: true })
    expect(await boost(one?.boost_id ?? '')).toMatchObject({ payment_count: 1, received_msat: 1_000_000 })
    expect((await ask.get('/payments?set_aside=true')).body.items).toHaveLength(1)
    expect(await patch(id, { set_aside: false })).toMatchObject({ set_aside: false, boost_id: one?.boost_id })
    expect(await boost(one?.boost_id ?? '')).toMatchObject({ payment_count: 2, received_msat: 2_000_000 })
  })

  it('empties a boost of one, which keeps its id for when it comes back', async () => {
    const id = await record()
    const { boost_id } = (await ask.get(`/payments/${id}`)).body
    await patch(id, { set_aside: true })
    expect(await boost(boost_id)).toMatchObject({ payment_count: 0, received_msat: 0, counted_msat: 0 })
    await patch(id, { set_aside: false })
    expect(await boost(boost_id)).toMatchObject({ payment_count: 1, received_msat: 1_000_000 })
  })

  it('leaves no double of it behind, and has one again when it comes back', async () => {
    const boostagram = { message: 'Once or twice', boost_uuid: undefined, value_msat_total: 5_000_000 }
    const outcomes = await recordPayments(
      ctx.db,
      makeReport({ source: 'wallet 0', boostagram: { ...boostagram, episode: 'One' } }),
      makeReport({ source: 'wallet 1', boostagram: { ...boostagram, episode: 'Another' } }),
    )
    const doubles = () =>
      Promise.all(outcomes.map(async ({ boost_id }) => (await boost(boost_id)).possible_double))
    const [first, second] = outcomes.map(({ payment_id }) => payment_id)
    expect(await doubles()).toEqual([false, true])
    await patch(first ?? '', { set_aside: true })
    expect(await doubles()).toEqual([false, false])
    await patch(first ?? '', { set_aside: false })
    expect(await doubles()).toEqual([false, true])
    // Nor where it is of another show.
    await patch(first ?? '', { show: 'coder-radio' })
    expect(await doubles()).toEqual([false, false])
    await patch(second ?? '', { set_aside: true })
  })

  it('takes what was paid back of it along', async () => {
    const id = await record({ id: 'refunded' })
    const back = await record({ id: 'refund', refund_of: 'refunded', amount_msat: 400_000, boostagram: null })
    const { boost_id } = (await ask.get(`/payments/${id}`)).body
    await patch(id, { set_aside: true })
    expect((await ask.get(`/payments/${back}`)).body.set_aside).toBe(true)
    await patch(id, { set_aside: false })
    expect(await boost(boost_id)).toMatchObject({ received_msat: 600_000 })
    expect((await ask.patch(`/payments/${back}`, { show: 'coder-radio' })).status).toBe(422)
  })

  it('is done with what was to be looked at, which is back with it', async () => {
    const id = await record({ boostagram: { podcast: '' } })
    const reason = (await ask.get(`/payments/${id}`)).body.needs_look
    expect(reason).not.toBeNull()
    expect(await patch(id, { set_aside: true })).toMatchObject({ needs_look: null })
    expect(await patch(id, { set_aside: false })).toMatchObject({ needs_look: reason })
  })
})
