import request from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import type { MonthItem, Statement } from '#api/contract/statement.ts'
import { recordReports } from '#api/intake/record-reports.ts'
import { type Credential, keyCredential } from '#tests/helper/credential.ts'
import { emptyIntake, makeEntry } from '#tests/helper/make-entry.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

const makeContext = shareDatabase()

let ctx: TestContext
let admin: Credential
beforeAll(async () => {
  ctx = await makeContext({ now: () => new Date('2026-12-15T00:00:00Z') })
  admin = await keyCredential(ctx, ['admin'])
})
afterAll(() => ctx.close())
beforeEach(async () => {
  await ctx.db.deleteFrom('closed_months').execute()
  await ctx.db.deleteFrom('payment_rates').execute()
  await emptyIntake(ctx.db)
  await pay('first', '2026-10-05T10:00:00Z', 21_001)
  await pay('free', '2026-11-05T10:00:00Z')
  await ctx.db.updateTable('shows').set({ status: 'kept' }).execute()
})

async function pay(id: string, settled_at: string, amount_msat?: number): Promise<void> {
  const free = amount_msat === undefined ? { rail: 'free' } : {}
  await recordReports(ctx.db, [
    makeEntry({ boostagram: { podcast: 'Kill Show' }, id, settled_at, amount_msat, ...free }),
  ])
}

async function ask(method: 'get' | 'post' | 'delete', path: string, body: object = {}) {
  const answer = await request(createApp(ctx))
    [method](`/api/v1${path}`)
    .set(admin)
    .send(method === 'post' ? body : undefined)
  expect(answer.status, answer.text).toBeLessThan(300)
  return answer.body
}

const close = (month: string, show?: string) => ask('post', '/months', { month, ...(show ? { show } : {}) })
const statementOf = (from: string, to: string): Promise<Statement> =>
  ask('get', `/statements?from=${from}&to=${to}`)

async function months(query = ''): Promise<Record<string, MonthItem>> {
  const { items }: { items: MonthItem[] } = await ask('get', `/months/table${query}`)
  expect(items.map(({ month }) => month)).toEqual([...items.map(({ month }) => month)].sort().reverse())
  return Object.fromEntries(items.map((item) => [item.month, item]))
}

describe('the months of the books', () => {
  it('are open while there is something to solve, complete when there is not, and run until they are over', async () => {
    const found = await months()
    expect(Object.keys(found)).toEqual(['2026-12', '2026-11', '2026-10'])
    expect(found['2026-10']).toMatchObject({
      state: 'open',
      count: 1,
      unpriced: 1,
      unpriced_day: '2026-10-05',
    })
    expect(found['2026-11']).toMatchObject({ state: 'complete', count: 1, amount_msat: 0, unpriced: 0 })
    expect(found['2026-12']).toMatchObject({ state: 'running', count: 0 })
    await ask('post', '/rates', { currency: 'USD', at: '2026-10-05', price: '100000' })
    expect((await months())['2026-10']).toMatchObject({ state: 'complete', unpriced: 0, value: '0.02100100' })
  })

  it('are of all shows, or of one', async () => {
    await close('2026-10', 'kill-show')
    expect((await months('?show=kill-show'))['2026-10']).toMatchObject({ state: 'closed' })
    expect((await months())['2026-10']).toMatchObject({ state: 'open', closed: null })
  })

  it('say by whom they were closed and with what, until they are reopened', async () => {
    const { id, statement } = await close('2026-10')
    const item = (await months())['2026-10']
    expect(item).toMatchObject({
      state: 'closed',
      closed: { id, checksum: statement.total.checksum, changed: false },
    })
    await ask('delete', `/months/${id}`)
    expect((await months())['2026-10']).toMatchObject({ state: 'open', closed: null })
  })

  it('have what came late in the next open one, by the name of its month, and only once', async () => {
    const { statement } = await close('2026-10')
    await pay('late', '2026-10-31T10:00:00Z', 1_000)
    expect((await months())['2026-10']).toMatchObject({
      state: 'changed',
      closed: { more_msat: 1_000, adjusted_in: ['2026-11'] },
    })
    const late = { month: '2026-10', count: 1, amount_msat: 1_000 }
    expect((await statementOf('2026-11-01', '2026-11-30')).adjustments).toMatchObject([late])
    expect((await statementOf('2026-12-01', '2026-12-31')).adjustments).toEqual([])

    const november = await close('2026-11')
    expect(november.statement).toMatchObject({ total: { amount_msat: 0 }, adjustments: [late] })
    await pay('later', '2026-10-31T11:00:00Z', 5)
    expect((await statementOf('2026-12-01', '2026-12-31')).adjustments).toMatchObject([
      { ...late, amount_msat: 5 },
    ])
    expect((await months())['2026-10']?.closed?.adjusted_in).toEqual(['2026-11', '2026-12'])
    // Neither closed month is anything but what it was closed as.
    expect((await statementOf('2026-11-01', '2026-11-30')).adjustments).toMatchObject([late])
    expect((await ask('get', '/months')).items.map((one: { statement: Statement }) => one.statement)).toEqual(
      [november.statement, statement],
    )
  })

  it('adjust nothing in a period that is no whole month', async () => {
    await close('2026-10')
    await pay('late', '2026-10-31T10:00:00Z', 1_000)
    expect((await statementOf('2026-11-01', '2026-11-29')).adjustments).toBeUndefined()
  })
})
