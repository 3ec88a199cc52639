import fc from 'fast-check'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { msat } from '#api/contract/msat.ts'
import { RAILS } from '#api/contract/rail.ts'
import { checkReport } from '#api/intake/check-report.ts'
import { parseReport } from '#api/intake/parse-report.ts'
import { readAmount, readInstant } from '#api/intake/read-values.ts'
import { recordOrSplit } from '#api/intake/record-or-split.ts'
import type { Report } from '#api/intake/report.ts'
import { readMetadata } from '#api/metadata/read-metadata.ts'
import { albyInvoiceAsReports } from '#api/source/alby-invoice-as-reports.ts'
import { helipadBoostAsReports } from '#api/source/helipad/boost-as-reports.ts'
import { lndInvoiceAsReports } from '#api/source/lnd-invoice-as-reports.ts'
import { transactionAsReports } from '#api/source/nwc/transaction-as-reports.ts'
import { emptyIntake, hashOf } from '#tests/helper/make-entry.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'

const now = new Date('2026-11-28T12:00:00Z')

/** One payment as each way in is told of it. */
type Told = { seconds: number | string; msat: number }
const WAYS: Record<string, (told: Told) => unknown> = {
  POST: ({ seconds, msat: amount_msat }) =>
    parseReport({ source: 'node', id: '1', settled_at: Number(seconds), amount_msat }, now),
  'Helipad, its database and webhook': ({ seconds, msat: value_msat }) =>
    helipadBoostAsReports({ idx: 1, time: seconds, value_msat, action: 2 }),
  'Helipad, its CSV': ({ seconds, msat: value_msat }) =>
    helipadBoostAsReports({ index: '1', time: String(seconds), value_msat: String(value_msat), action: '2' }),
  'LND, its API and files': ({ seconds, msat: amount }) =>
    lndInvoiceAsReports({
      state: 'SETTLED',
      r_hash: hashOf(1),
      add_index: '1',
      settle_date: String(seconds),
      amt_paid_msat: String(amount),
    }),
  'Nostr Wallet Connect': ({ seconds, msat: amount }) =>
    transactionAsReports({
      type: 'incoming',
      state: 'settled',
      payment_hash: hashOf(1),
      settled_at: seconds,
      amount,
    }),
  'the Alby API': ({ seconds, msat: amount }) =>
    albyInvoiceAsReports({
      settled: true,
      payment_hash: hashOf(1),
      settled_at: seconds,
      amount: amount / 1000,
    }),
}

/** The sentence with which a way in refuses it, or null. */
function refusal(told: unknown): string | null {
  const read = told as { error: string } | { report: Report } | { reports: Report[] }
  if ('error' in read) return read.error
  const [report] = 'reports' in read ? read.reports : [read.report]
  return report ? checkReport(report, now) : 'nothing'
}

describe('a check stands in every way in', () => {
  it.each<[string, Told, RegExp | null]>([
    ['a payment', { seconds: 1_790_000_000, msat: 21_000 }, null],
    ['a time far ahead', { seconds: 4_070_908_800, msat: 21_000 }, /^settled_at lies in the future \(2099/],
    [
      'a time before Bitcoin',
      { seconds: 100, msat: 21_000 },
      /^settled_at lies before Bitcoin's first block/,
    ],
    ['milliseconds', { seconds: 1_790_000_000_123, msat: 21_000 }, null],
    ['microseconds', { seconds: 1_790_000_000_123_000, msat: 21_000 }, /are seconds or milliseconds\.$/],
    ['a time that is none', { seconds: 1e18, msat: 21_000 }, /^settled_at must be an instant/],
    ['nothing paid', { seconds: 1_790_000_000, msat: 0 }, /^amount_msat must not be 0/],
  ])('of %s', (_, told, sentence) => {
    const said = Object.values(WAYS).map((way) => refusal(way(told)))
    expect(new Set(said).size).toBe(1)
    if (sentence === null) expect(said[0]).toBeNull()
    else expect(said[0]).toMatch(sentence)
  })

  it('with one verdict, whatever is told', () => {
    const seconds = fc.oneof(
      fc.integer({ min: 1, max: 5_000_000_000 }),
      fc.integer({ min: 1_000_000_000_000, max: 2_000_000_000_000 }),
      fc.maxSafeNat(),
    )
    const sats = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 9_000_000_000_000 }))
    fc.assert(
      fc.property(seconds, sats, (at, amount) => {
        const said = Object.values(WAYS).map((way) => refusal(way({ seconds: at, msat: amount * 1000 })))
        expect(new Set(said).size).toBe(1)
      }),
    )
  })
})

describe('what wallets write', () => {
  it.each<[unknown, string | null]>([
    [1_790_000_000, '2026-09-21T14:13:20.000Z'],
    ['1790000000', '2026-09-21T14:13:20.000Z'],
    [1_790_000_000n, '2026-09-21T14:13:20.000Z'],
    ['2026-09-21T15:13:20+01:00', '2026-09-21T14:13:20.000Z'],
    ['2026-09-21 14:13:20', '2026-09-21T14:13:20.000Z'],
    ['2026-09-21T14:13:20', '2026-09-21T14:13:20.000Z'],
    [0, null],
    ['0', null],
    ['noon', null],
    ['', null],
    [null, null],
    [[1], null],
  ])('for a time: %s', (given, instant) => {
    expect(readInstant(given)?.toISOString() ?? null).toBe(instant)
  })

  it.each<[unknown, number | null]>([
    [21_000, 21_000],
    ['21000', 21_000],
    ['21000.0', 21_000],
    [21_000n, 21_000],
    [2 ** 53, null],
    ['9007199254740993', null],
    ['', null],
    [null, null],
    [[5], null],
    ['1e3', null],
    [0.5, null],
  ])('for an amount: %s', (given, amount) => {
    expect(readAmount(given)).toBe(amount)
  })

  it.each([
    [{ amt_paid_msat: '0', amt_paid_sat: '100' }, 100_000],
    [{ amt_paid_sat: '100' }, 100_000],
    [{ amt_paid_msat: '100500', amt_paid_sat: '100' }, 100_500],
  ])('for what LND was paid: %j', (paid, amount_msat) => {
    const read = lndInvoiceAsReports({
      state: 'SETTLED',
      r_hash: hashOf(1),
      add_index: '1',
      settle_date: '1790000000',
      ...paid,
    })
    expect(read).toMatchObject({ reports: [{ money: { amount_msat } }] })
  })
})

describe('what passes', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
  })
  afterAll(() => database.drop())
  beforeEach(() => emptyIntake(database.db))

  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.constantFrom('\0', '\ud800', '0', 'x'.repeat(5_000)),
  )
  const amount = fc.oneof(
    fc.integer({ min: -10, max: 1_000_000 }),
    fc.constantFrom(Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, Number.NaN, 0.5, 2 ** 60),
  )
  /** Most reports are to pass, else little is recorded. */
  const mostly = <T>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<T>) =>
    fc.oneof({ arbitrary: usual, weight: 12 }, { arbitrary: odd, weight: 1 })
  const whole = mostly(fc.integer({ min: 1, max: 1_000_000 }), amount)
  const brand = (value: number) => (Number.isSafeInteger(value) ? msat(value) : (value as never))
  const money = fc.oneof(
    fc.record({
      kind: fc.constant('sats' as const),
      amount_msat: whole.map(brand),
      fee_msat: whole.map(brand),
      price: fc.option(
        fc.record({ amount_minor: whole, currency: fc.constantFrom('USD', 'USD', 'USD', 'usd') }),
      ),
    }),
    fc.record({
      kind: fc.constant('fiat' as const),
      amount_minor: whole,
      fee_minor: whole,
      currency: mostly(fc.constant('EUR'), fc.constantFrom('EURO', '\0\0\0')),
    }),
    fc.constant({ kind: 'free' as const }),
  )
  const reading = fc.record(
    {
      action: fc.constantFrom('boost', 'stream', 'auto', 'party'),
      podcast: text,
      feedID: fc.oneof(amount, text),
      episode: text,
      episode_guid: text,
      app_name: text,
      sender_name: text,
      sender_id: text,
      message: text,
      boost_uuid: text,
      value_msat_total: amount,
      ts: amount,
      name: text,
    },
    { requiredKeys: [] },
  )
  const report: fc.Arbitrary<Report> = fc.record({
    ref: mostly(fc.nat(30).map(String), text),
    wallet: mostly(fc.constantFrom(null, 'one', 'two'), text),
    payment_hash: mostly(fc.option(fc.nat(20).map(hashOf)), text),
    set_id: mostly(fc.option(fc.nat(3).map(hashOf)), text),
    settled_at: mostly(fc.date({ min: new Date('2009-01-03'), max: now, noInvalidDate: true }), fc.date()),
    money,
    rail: mostly(fc.constantFrom('keysend' as const, 'lnaddress' as const), fc.constantFrom(...RAILS)),
    memo: fc.option(text.map((each) => each.replaceAll('\0', '').toWellFormed())),
    metadata: fc.option(fc.oneof(reading.map(readMetadata), text.map(readMetadata))),
    routing: fc.constant(null),
    comment: fc.constant(null),
    metadata_url: fc.constant(null),
    refund_of: mostly(fc.constant(null), text),
  })

  it('is recorded, and what does not is refused with its sentence, each for itself', async () => {
    const log = pino({ level: 'silent' })
    let recorded = 0
    await fc.assert(
      fc.asyncProperty(fc.array(report, { minLength: 6, maxLength: 12 }), async (reports) => {
        await emptyIntake(database.db)
        const origin = { source: 'node', kind: 'http', exactness: 3 as const }
        const entries = reports.map((each) => ({ origin, report: each }))
        const outcomes = await recordOrSplit(database.db, log, entries, undefined, now)
        recorded += outcomes.filter(({ status }) => status !== 'rejected').length
        outcomes.forEach((outcome, at) => {
          const [given] = reports.slice(at, at + 1)
          const problem = given ? checkReport(given, now) : null
          if (problem === null) expect(outcome).not.toHaveProperty('error')
          else expect(outcome).toEqual({ status: 'rejected', error: problem })
        })
      }),
      { numRuns: 40 },
    )
    expect(recorded).toBeGreaterThan(30)
  })
})
