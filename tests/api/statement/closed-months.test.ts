import request from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { recordReports } from '#api/intake/record-reports.ts'
import { type Credential, keyCredential, personCredential } from '#tests/helper/credential.ts'
import { emptyIntake, makeEntry } from '#tests/helper/make-entry.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

const makeContext = shareDatabase()

let ctx: TestContext
let admin: Credential
let bookkeeper: { Cookie: string }
beforeAll(async () => {
  ctx = await makeContext({ now: () => new Date('2026-12-01T00:00:00Z') })
  admin = await keyCredential(ctx, ['admin'])
  const { Cookie } = await personCredential(ctx, 'bookkeeper')
  bookkeeper = { Cookie }
})
afterAll(() => ctx.close())
beforeEach(async () => {
  await ctx.db.deleteFrom('closed_months').execute()
  await ctx.db.deleteFrom('payment_rates').execute()
  await emptyIntake(ctx.db)
  await pay({ id: 'first', settled_at: '2026-10-05T10:00:00Z', amount_msat: 21_001 })
  await pay({
    id: 'other',
    settled_at: '2026-10-06T10:00:00Z',
    amount_msat: 5,
    boostagram: { podcast: 'Other' },
  })
  await ctx.db.updateTable('shows').set({ status: 'kept' }).execute()
})

async function pay(over: Record<string, unknown>): Promise<void> {
  await recordReports(ctx.db, [makeEntry({ boostagram: { podcast: 'Kill Show' }, ...over })])
}

function ask(method: 'get' | 'post' | 'delete', path: string, body?: object) {
  const asked = request(createApp(ctx))[method](`/api/v1${path}`).set(admin)
  return body ? asked.send(body) : asked
}

async function close(body: object) {
  const answer = await ask('post', '/months', body)
  expect(answer.status, answer.text).toBe(201)
  return answer.body
}

async function look(id: string) {
  const { body, status } = await ask('get', `/months/${id}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}

type Compared = { id: string; since: { changed: boolean; more_msat: number } | null }

async function compared(): Promise<Compared[]> {
  const { body, status } = await ask('get', '/months?compare=true')
  expect(status, JSON.stringify(body)).toBe(200)
  return body.items
}

describe('a closed month', () => {
  it.each([
    ['of all shows', {}, 21_006],
    ['of one show', { show: 'kill-show' }, 21_001],
  ])('%s keeps its statement, unchanged as long as nothing changed', async (_, which, amount_msat) => {
    const { id, statement } = await close({ month: '2026-10', ...which })
    expect(statement.total).toMatchObject({ amount_msat })
    expect(await look(id)).toMatchObject({ changed: false, statement, now: { total: { amount_msat } } })
    await pay({ id: 'november', settled_at: '2026-11-01T10:00:00Z' })
    expect(await look(id)).toMatchObject({ changed: false })
  })

  it.each([
    ['a late payment', 1_000_000, () => pay({ id: 'late', settled_at: '2026-10-31T23:59:59Z' })],
    [
      'a late free boost',
      0,
      () => pay({ id: 'free', settled_at: '2026-10-31T23:59:59Z', amount_msat: undefined, rail: 'free' }),
    ],
    [
      'a refund',
      -5_000,
      () => pay({ id: 'back', settled_at: '2026-10-20T00:00:00Z', amount_msat: 5_000, refund_of: 'first' }),
    ],
    [
      'setting one aside',
      -21_001,
      async () => {
        const { id } = await ctx.db
          .selectFrom('payments')
          .select('id')
          .where('ref', '=', 'first')
          .executeTakeFirstOrThrow()
        const { status } = await request(createApp(ctx))
          .patch(`/api/v1/payments/${id}`)
          .set(admin)
          .send({ set_aside: true })
        expect(status).toBe(200)
      },
    ],
    [
      'a price',
      0,
      async () => {
        const { status } = await ask('post', '/rates', { currency: 'USD', at: '2026-10-05', price: '90000' })
        expect(status).toBe(200)
      },
    ],
  ])('shows that it changed after %s', async (_, more, change) => {
    const closed = await close({ month: '2026-10', show: 'kill-show' })
    await change()
    const { changed, statement, now } = await look(closed.id)
    expect(changed).toBe(true)
    expect(statement).toEqual(closed.statement)
    expect(now.total.amount_msat).toBe(statement.total.amount_msat + more)
    expect((await compared())[0]?.since).toEqual({ changed: true, more_msat: more })
  })

  it('is compared with all others at once, each in its own zone and currency', async () => {
    const ids = []
    for (const which of [
      { month: '2026-09' },
      { month: '2026-10' },
      { month: '2026-10', show: 'kill-show', tz: 'America/Los_Angeles', currency: 'EUR' },
      { month: '2026-11', tz: 'Pacific/Apia' },
      { month: '2026-11', show: 'other' },
    ])
      ids.push((await close(which)).id)
    const unchanged = { changed: false, more_msat: 0 }
    expect((await compared()).map(({ since }) => since)).toEqual(ids.map(() => unchanged))
    await pay({ id: 'late', settled_at: '2026-10-01T06:59:59Z', amount_msat: 7 })
    const since = new Map((await compared()).map((month) => [month.id, month.since]))
    for (const id of ids) expect(since.get(id)?.changed).toBe((await look(id)).changed)
    expect(ids.map((id) => since.get(id)?.more_msat)).toEqual([0, 7, 0, 0, 0])
    expect(ids.map((id) => since.get(id)?.changed)).toEqual([false, true, true, true, false])
    const { body } = await ask('get', '/months')
    expect(body.items.map(({ since }: Compared) => since)).toEqual(ids.map(() => null))
  })

  it('is closed once, by whoever comes first, each show and all of them apart', async () => {
    const closings = await Promise.all(
      [{}, {}, { show: 'kill-show' }, { show: 'kill-show' }, { show: 'other' }].map((which) =>
        ask('post', '/months', { month: '2026-10', ...which }),
      ),
    )
    expect(closings.map(({ status }) => status).sort()).toEqual([201, 201, 201, 409, 409])
    const refused = closings.find(({ status }) => status === 409)
    expect(refused?.body.detail).toBe('2026-10 is closed already. Reopen it to close it anew.')
    const { body } = await ask('get', '/months')
    expect(
      body.items.map(({ show }: { show: { slug: string } | null }) => show?.slug ?? 'all').sort(),
    ).toEqual(['all', 'kill-show', 'other'])
  })

  it('is found under the slug that its show has now', async () => {
    const { id } = await close({ month: '2026-10', show: 'kill-show' })
    const renamed = await request(createApp(ctx))
      .patch('/api/v1/shows/kill-show')
      .set(admin)
      .send({ slug: 'killer' })
    expect(renamed.status).toBe(200)
    expect(await look(id)).toMatchObject({ changed: false, now: { shows: [{ slug: 'killer' }] } })
  })

  it('can be reopened, and closed anew with what came since', async () => {
    const { id } = await close({ month: '2026-10' })
    await pay({ id: 'late', settled_at: '2026-10-31T23:59:59Z' })
    const reopened = await request(createApp(ctx))
      .delete(`/api/v1/months/${id}`)
      .set({ ...bookkeeper, 'X-Readout': '1' })
    expect(reopened.status, reopened.text).toBe(200)
    expect((await ask('get', `/months/${id}`)).status).toBe(404)
    expect((await ask('delete', `/months/${id}`)).status).toBe(404)
    const again = await close({ month: '2026-10' })
    expect(again.statement.total.amount_msat).toBe(1_021_006)
    expect(await look(again.id)).toMatchObject({ changed: false })
  })
})

it.each([
  [409, { month: '2026-12' }, '2026-12 is not over yet. Close it when it is.'],
  [409, { month: '2026-11', tz: 'America/Los_Angeles' }, '2026-11 is not over yet. Close it when it is.'],
  [400, { month: '2026-13' }, 'A month is written like 2026-10'],
  [400, { month: '2026-10', tz: 'Mars/Base' }, 'There is no such time zone'],
  [400, { month: '2026-10', currency: 'XYZ' }, 'There is no such currency'],
  [404, { month: '2026-10', show: 'nowhere' }, 'There is no show nowhere.'],
])('answers %s to closing %j', async (status, body, sentence) => {
  const answer = await ask('post', '/months', body)
  expect(answer.status, answer.text).toBe(status)
  expect(answer.body.detail).toContain(sentence)
})
