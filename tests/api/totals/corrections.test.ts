import { afterAll, beforeAll, expect, it } from 'vitest'
import { tasksJob } from '#api/task/job.ts'
import { totalsJob } from '#api/totals/maintain/jobs.ts'
import { askAs } from '#tests/helper/ask.ts'
import { makeReport, recordPayments } from '#tests/helper/record-payments.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'
import { plainSums } from './plain-sums.ts'
import { storedSums } from './stored-sums.ts'

let ctx: TestContext
let ask: Awaited<ReturnType<typeof askAs>>
const signal = new AbortController().signal

beforeAll(async () => {
  ctx = await createTestContext()
  ask = await askAs(ctx)
})
afterAll(() => ctx.close())

/** What hosts are shown, after the jobs have done what a change asks of them; it is what a plain sum says. */
async function totals(show = 'linux-unplugged') {
  await tasksJob.run(ctx, signal)
  await totalsJob(ctx.config).run(ctx, signal)
  expect(await storedSums(ctx.db)).toEqual(await plainSums(ctx.db))
  return (await ask.get(`/shows/${show}/totals`)).body
}

async function done(answer: Promise<{ status: number; body: unknown }>) {
  const { status, body } = await answer
  expect({ status, body: status < 300 ? null : body }).toEqual({ status, body: null })
  return body
}

it('every correction of a host reaches totals', async () => {
  const at = (minute: number) => `2026-05-14T18:${String(minute).padStart(2, '0')}:00Z`
  const claim = { message: 'A boost in two wallets', value_msat_total: 3_000_000, sender_name: 'ann' }
  const [first, second, stream, bob, cat] = await recordPayments(
    ctx.db,
    makeReport({ wallet: 'one', settled_at: at(0), boostagram: claim }),
    makeReport({ source: 'b', wallet: 'two', settled_at: at(1), boostagram: claim }),
    makeReport({
      settled_at: at(2),
      amount_msat: 7000,
      boostagram: { action: 'stream', message: undefined },
    }),
    makeReport({ settled_at: at(3), boostagram: { sender_name: 'bob', episode: 'Another episode' } }),
    makeReport({ settled_at: at(4), boostagram: { sender_name: 'cat' } }),
  )
  const boost = first?.boost_id
  expect(second?.boost_id).toBe(boost)
  expect(await totals()).toMatchObject({
    boosts: { count: 3, counted_msat: 4_000_000, received_msat: 4_000_000 },
    streams: { count: 1, received_msat: 7000 },
    supporters: 4,
  })

  // A claim is confirmed once the shares are known.
  await done(ask.patch('/shows/linux-unplugged', { shares: { one: 0.33, two: 0.33 } }))
  expect((await totals()).boosts).toMatchObject({ counted_msat: 5_000_000, received_msat: 4_000_000 })

  await done(ask.post(`/boosts/${boost}/split`, { payments: [second?.payment_id] }))
  expect((await totals()).boosts.count).toBe(4)
  const { payments } = (await ask.get(`/boosts/${boost}`)).body
  const apart = (await ask.get(`/payments/${second?.payment_id}`)).body.boost_id
  expect(payments).toHaveLength(1)
  await done(ask.post(`/boosts/${boost}/join`, { boosts: [apart] }))
  expect((await totals()).boosts).toMatchObject({ count: 3, received_msat: 4_000_000 })

  await done(ask.patch(`/boosts/${bob?.boost_id}`, { hidden: true }))
  expect((await totals()).boosts.count).toBe(2)
  await done(ask.patch(`/boosts/${bob?.boost_id}`, { hidden: false }))
  await done(ask.patch(`/payments/${stream?.payment_id}`, { set_aside: true }))
  await done(ask.patch(`/payments/${second?.payment_id}`, { set_aside: true }))
  expect(await totals()).toMatchObject({ boosts: { received_msat: 3_000_000 }, streams: { count: 0 } })
  await done(ask.patch(`/payments/${second?.payment_id}`, { set_aside: false }))

  const who = async (id: string | null | undefined) => (await ask.get(`/boosts/${id}`)).body.supporter.id
  const [bobId, catId] = [await who(bob?.boost_id), await who(cat?.boost_id)]
  await done(ask.post(`/supporters/${bobId}/merge`, { with: catId }))
  expect((await totals()).supporters).toBe(2)
  const survivor = await who(cat?.boost_id)
  await done(ask.patch(`/shows/linux-unplugged/supporters/${survivor}`, { team: true }))
  expect(await totals()).toMatchObject({ boosts: { count: 1 }, supporters: 1 })
  await done(ask.patch(`/shows/linux-unplugged/supporters/${survivor}`, { team: false }))

  const { items } = (await ask.get('/shows/linux-unplugged/episodes')).body
  await done(ask.post(`/episodes/${items[0].id}/merge`, { with: items[1].id }))
  await totals()
  expect((await ask.get('/shows/linux-unplugged/totals/episodes')).body.items).toHaveLength(1)

  await done(ask.patch('/shows/linux-unplugged', { time_zone: 'Pacific/Kiritimati' }))
  await totals()
  expect(
    (await ask.get('/shows/linux-unplugged/totals/days')).body.items.map((item: { day: string }) => item.day),
  ).toEqual(['2026-05-15'])

  await done(ask.post(`/supporters/${survivor}/anonymize`, { confirm: true }))
  expect(await totals()).toMatchObject({ boosts: { count: 3 }, supporters: 1, anonymous: 2 })

  await done(ask.patch('/shows/linux-unplugged', { provisional: false }))
  await recordPayments(ctx.db, makeReport({ boostagram: { podcast: 'LUP', sender_name: 'dan' } }))
  await done(ask.post('/shows/lup/merge', { into: 'linux-unplugged' }))
  expect(await totals()).toMatchObject({ boosts: { count: 4 }, supporters: 2 })

  await done(ask.patch('/shows/linux-unplugged', { set_aside: true }))
  expect(await totals()).toMatchObject({ boosts: { count: 0, counted_msat: 0 }, supporters: 0 })
  await done(ask.patch('/shows/linux-unplugged', { set_aside: false }))
  expect(await totals()).toMatchObject({ boosts: { count: 4 }, supporters: 2 })
})
