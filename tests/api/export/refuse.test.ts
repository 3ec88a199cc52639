import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { recordReports } from '#api/intake/record-reports.ts'
import { type Credential, keyCredential } from '#tests/helper/credential.ts'
import { makeEntry } from '#tests/helper/make-entry.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

let ctx: TestContext
let key: Credential
beforeAll(async () => {
  ctx = await createTestContext()
  key = await keyCredential(ctx, ['admin'])
  await recordReports(ctx.db, [
    makeEntry({ id: 'kept', amount_msat: 1_000 }),
    makeEntry({ id: 'aside', amount_msat: 20_000 }),
    makeEntry({ id: 'demo', amount_msat: 300_000, wallet: 'demo wallet', boostagram: { podcast: 'Demo' } }),
    makeEntry({ id: 'of demo', amount_msat: 4_000_000, boostagram: { podcast: 'Demo' } }),
  ])
  await ctx.db.updateTable('payments').set({ set_aside: true }).where('ref', '=', 'aside').execute()
  await ctx.db.updateTable('shows').set({ status: 'kept' }).execute()
  await ctx.db.updateTable('shows').set({ demo: true }).where('title', '=', 'Demo').execute()
  await ctx.db.updateTable('wallets').set({ demo: true }).where('name', '=', 'demo wallet').execute()
})
afterAll(() => ctx.close())

const get = (path: string) => request(createApp(ctx)).get(`/api/v1${path}`).set(key)
const PATHS = ['/exports/payments.csv', '/exports/summary', '/statements', '/statements/statement.md']

describe.each(PATHS)('%s', (path) => {
  it.each([
    ['from=2026-10-02&to=2026-10-01', 400, 'The period ends before it begins'],
    ['from=2026-02-30', 400, 'A day is written like 2026-11-22'],
    ['from=yesterday', 400, 'A day is written like 2026-11-22'],
    ['to=9999-12-31', 400, 'A day lies between 1970-01-01 and 9998-12-31'],
    ['from=0000-01-01', 400, 'A day lies between 1970-01-01 and 9998-12-31'],
    ['tz=Mars/Olympus', 400, 'There is no such time zone'],
    ['tz=%2B02:00', 400, 'There is no such time zone'],
    ['currency=usd', 400, 'currency'],
    ['currency=XYZ', 400, 'There is no such currency'],
    ['rail=pigeon', 400, 'rail'],
    ['kind=tips', 400, 'kind'],
    ['set_aside=perhaps', 400, 'set_aside'],
    ['show=nowhere', 404, 'There is no show nowhere.'],
    ['show=linux-unplugged,nowhere', 404, 'There is no show nowhere.'],
    ['wallet=nobody', 404, 'There is no wallet nobody.'],
    ["wallet=';drop table payments", 404, "There is no wallet ';drop table payments."],
  ])('refuses %s with %i', async (query, status, sentence) => {
    const { status: answered, body, type, text } = await get(`${path}?${query}`)
    expect(answered, text).toBe(status)
    expect(type).toBe('application/problem+json')
    expect(body.detail).toContain(sentence)
  })

  it('takes empty filters for none, and the outermost days', async () => {
    expect((await get(`${path}?show=&wallet=&rail=`)).status).toBe(200)
    expect((await get(`${path}?from=1970-01-01&to=9998-12-31&tz=Pacific/Kiritimati`)).status).toBe(200)
  })
})

it.each([
  ['profile=quicken', 'profile'],
  ['streams=weekly', 'streams'],
  ['messages=some', 'messages'],
])('an export refuses %s', async (query, sentence) => {
  const { status, body } = await get(`/exports/payments.csv?${query}`)
  expect(status).toBe(400)
  expect(body.detail).toContain(sentence)
})

describe('what is in an export', () => {
  it.each([
    ['', 1, 1_000],
    ['set_aside=true', 2, 21_000],
    ['show=demo&set_aside=true', 1, 300_000],
    ['wallet=demo%20wallet', 0, 0],
    ['kind=streams', 0, 0],
    ['rail=keysend,card', 1, 1_000],
  ])('%s: %i receipts', async (query, count, amount_msat) => {
    expect((await get(`/exports/summary?${query}`)).body).toMatchObject({ count, amount_msat })
    expect((await get(`/statements?${query}`)).body.total).toMatchObject({ count, amount_msat })
    expect((await get(`/exports/payments.csv?${query}`)).text).toContain(
      `count=${count}; amount_msat=${amount_msat};`,
    )
  })
})

describe('what no number holds exactly', () => {
  it('is refused in words that say what to do, and is there for a shorter period', async () => {
    const most = { fee_msat: Number.MAX_SAFE_INTEGER, amount_msat: 1_000 }
    await recordReports(ctx.db, [
      makeEntry({ id: 'one', settled_at: '2025-03-01T12:00:00Z', ...most }),
      makeEntry({ id: 'other', settled_at: '2025-03-02T12:00:00Z', ...most }),
    ])
    for (const path of PATHS.slice(1)) {
      const answer = await get(`${path}?from=2025-03-01&to=2025-03-02`)
      expect(answer.status, path).toBe(400)
      expect(answer.body.detail).toContain('Ask for a shorter period')
      expect((await get(`${path}?from=2025-03-01&to=2025-03-01`)).status, path).toBe(200)
    }
    // Nor where single lines can be said, but not what they come to.
    await recordReports(ctx.db, [
      makeEntry({ id: 'one', settled_at: '2025-04-01T12:00:00Z', ...most }),
      makeEntry({ id: 'other', settled_at: '2025-04-02T12:00:00Z', wallet: 'elsewhere', ...most }),
    ])
    for (const path of PATHS.slice(1))
      expect((await get(`${path}?from=2025-04-01&to=2025-04-02`)).status, path).toBe(400)
  })
})
