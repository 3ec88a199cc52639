import fc from 'fast-check'
import { sql } from 'kysely'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import type { Statement } from '#api/contract/statement.ts'
import { recordReports } from '#api/intake/record-reports.ts'
import { type Credential, keyCredential } from '#tests/helper/credential.ts'
import { emptyIntake, makeEntry } from '#tests/helper/make-entry.ts'
import { runsOf } from '#tests/helper/runs.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

let ctx: TestContext
let key: Credential
beforeAll(async () => {
  ctx = await createTestContext()
  key = await keyCredential(ctx, ['read', 'export'])
})
afterAll(() => ctx.close())

async function statementOf(query: string): Promise<Statement> {
  const { status, body } = await request(createApp(ctx)).get(`/api/v1/statements?${query}`).set(key)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}

async function csvOf(query: string): Promise<string> {
  const { status, text } = await request(createApp(ctx)).get(`/api/v1/exports/payments.csv?${query}`).set(key)
  expect(status, text).toBe(200)
  return text
}

/** Empties the books, and records one payment of 1,000 sats at each instant. */
async function payAt(...instants: string[]): Promise<void> {
  await ctx.db.deleteFrom('payment_rates').execute()
  await emptyIntake(ctx.db)
  await recordReports(
    ctx.db,
    instants.map((settled_at, n) => makeEntry({ id: `${n}`, settled_at })),
  )
}

const ZONES = [
  'UTC',
  'America/Los_Angeles',
  'Europe/Berlin',
  'America/Havana',
  'Australia/Lord_Howe',
] as const

const year = fc.record({
  tz: fc.constantFrom(...ZONES),
  payments: fc.array(
    fc.record({
      at: fc.date({
        min: new Date('2025-12-30T00:00:00Z'),
        max: new Date('2027-01-02T00:00:00Z'),
        noInvalidDate: true,
      }),
      wallet: fc.constantFrom('alby', 'node'),
      amount: fc.integer({ min: 1, max: 10_000_000 }),
      fee: fc.integer({ min: 0, max: 1_000 }),
      kind: fc.constantFrom('boost', 'stream', 'refund', 'fiat', 'free'),
    }),
    { minLength: 1, maxLength: 30 },
  ),
})

type Year = typeof year extends fc.Arbitrary<infer Made> ? Made : never

function entryOf({ at, wallet, amount, fee, kind }: Year['payments'][number], n: number) {
  const money =
    kind === 'free'
      ? { amount_msat: undefined, rail: 'free' }
      : kind === 'fiat'
        ? { amount_msat: undefined, fiat: { amount_minor: amount, fee_minor: fee, currency: 'EUR' } }
        : { amount_msat: amount, fee_msat: fee, ...(kind === 'refund' ? { refund_of: '0' } : {}) }
  const action = kind === 'stream' ? 'stream' : 'boost'
  return makeEntry({ id: `${n}`, wallet, settled_at: at.toISOString(), ...money, boostagram: { action } })
}

const eight = (value: string) => BigInt(value.replace('.', ''))

/** The numbers of lines under their names, so that those of months can be added up. */
function numbersOf({ sats, fiat, boosts, streams, free, total }: Statement) {
  const sums = new Map<string, bigint>()
  const add = (where: string, line: Record<string, unknown>) => {
    for (const [name, value] of Object.entries(line)) {
      if (/^(before|until)_/.test(name)) continue
      if (typeof value === 'number') sums.set(`${where} ${name}`, BigInt(value))
      if (name === 'value') sums.set(`${where} ${name}`, eight(String(value)))
    }
  }
  for (const line of sats) add(`${line.wallet} ${line.rail}`, line)
  for (const line of fiat) add(`${line.wallet} ${line.rail} ${line.currency}`, line)
  for (const [name, part] of Object.entries({ boosts, streams, free, total })) add(name, part)
  return sums
}

describe('the statements of twelve months', () => {
  it('add up to that of the year, each beginning where the last one ended', async () => {
    await fc.assert(
      fc.asyncProperty(year, async ({ tz, payments }) => {
        await payAt()
        await recordReports(ctx.db, payments.map(entryOf))
        await sql`
          insert into rates (currency, at, seconds, price, origin, source)
          select 'EUR', at, 86400, 90000.12345678 + extract(doy from at), 'provider', 'test'
          from generate_series('2026-01-01T00:00:00Z'::timestamptz, '2026-12-31T00:00:00Z', '1 day') at
          on conflict do nothing`.execute(ctx.db)
        await sql`
          insert into payment_rates (payment_id, currency, rate_id)
          select p.id, 'EUR', r.id from payments p join rates r on r.at = date_trunc('day', p.settled_at, 'UTC')
          where p.amount_msat is not null`.execute(ctx.db)
        const zone = `tz=${tz}&currency=EUR`
        const whole = await statementOf(`from=2026-01-01&to=2026-12-31&${zone}`)
        const summed = new Map<string, bigint>()
        let until = new Map<string, number>()
        for (let month = 1; month <= 12; month++) {
          const last = new Date(Date.UTC(2026, month, 0)).toISOString().slice(0, 10)
          const statement = await statementOf(`from=${last.slice(0, 8)}01&to=${last}&${zone}`)
          for (const [name, value] of numbersOf(statement)) summed.set(name, (summed.get(name) ?? 0n) + value)
          for (const line of statement.sats) {
            const name = `${line.wallet} ${line.rail}`
            if (month > 1) expect(line.before_msat).toBe(until.get(name) ?? 0)
            expect(line.until_msat).toBe(line.before_msat + line.received_msat + line.refunds_msat)
          }
          until = new Map(statement.sats.map((line) => [`${line.wallet} ${line.rail}`, line.until_msat]))
        }
        const nothing = ([, value]: [string, bigint]) => value !== 0n
        expect([...summed].filter(nothing).sort()).toEqual([...numbersOf(whole)].filter(nothing).sort())
        for (const line of whole.sats) expect(until.get(`${line.wallet} ${line.rail}`)).toBe(line.until_msat)
      }),
      { numRuns: runsOf(4) },
    )
  })
})

describe('a day', () => {
  // The last second before it, its first and last one, and the first after it.
  it.each([
    ['America/Los_Angeles', '2026-03-08', '2026-03-08T08:00:00Z', 23],
    ['America/Los_Angeles', '2026-11-01', '2026-11-01T07:00:00Z', 25],
    ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00Z', 23],
    ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00Z', 25],
    ['America/Havana', '2026-03-08', '2026-03-08T05:00:00Z', 23],
    ['America/Havana', '2026-11-01', '2026-11-01T04:00:00Z', 25],
    ['Australia/Lord_Howe', '2026-04-05', '2026-04-04T13:00:00Z', 24.5],
    ['Asia/Beirut', '2026-03-29', '2026-03-28T22:00:00Z', 23],
    ['Africa/Cairo', '2026-10-30', '2026-10-29T21:00:00Z', 24],
    ['Pacific/Apia', '2011-12-29', '2011-12-29T10:00:00Z', 24],
    ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00Z', 0],
    ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00Z', 24],
    ['Asia/Kathmandu', '2026-05-05', '2026-05-04T18:15:00Z', 24],
  ])('of %s, %s, begins at %s and has %s hours', async (tz, day, begins, hours) => {
    const from = Date.parse(begins)
    const until = from + hours * 3600_000
    const at = [from - 1000, from, until - 1000, until].map((time) => new Date(time).toISOString())
    await payAt(...at)
    const query = `from=${day}&to=${day}&tz=${tz}`
    const { total } = await statementOf(query)
    expect(total.count).toBe(hours === 0 ? 0 : 2)
    const csv = await csvOf(query)
    expect(csv).toContain(
      `count=${total.count}; amount_msat=${total.amount_msat}; checksum=${total.checksum};`,
    )
    const local = csv.split('\r\n').slice(1, -2)
    expect(local.map((row) => row.split(',')[2]?.slice(0, 10))).toEqual(hours === 0 ? [] : [day, day])
  })
})
