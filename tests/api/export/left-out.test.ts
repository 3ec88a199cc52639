import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { sql } from 'kysely'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { type ExportSummary, type LeftOut, PROFILES, type ProfileName } from '#api/contract/export.ts'
import { sayLeftOut } from '#api/export/left-out.ts'
import { history, recordHistory } from '#tests/api/export/history.ts'
import { type Credential, keyCredential } from '#tests/helper/credential.ts'
import { runsOf } from '#tests/helper/runs.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

let ctx: TestContext
let key: Credential
beforeAll(async () => {
  ctx = await createTestContext()
  key = await keyCredential(ctx, ['export'])
})
afterAll(() => ctx.close())

async function get(path: string) {
  const { text, status, body } = await request(createApp(ctx)).get(`/api/v1/exports/${path}`).set(key)
  expect(status, text).toBe(200)
  return { text, body }
}

const summaryOf = async (query: string): Promise<ExportSummary> => (await get(`summary?${query}`)).body

/** Sums by unit, in hundred-millionths of it: `msat`, `value` in the books' currency, and each currency. */
type Sums = Record<string, bigint>

const DIGITS: Record<string, number> = { JPY: 0, KWD: 3 }

function add(sums: Sums, unit: string, amount: bigint): void {
  sums[unit] = (sums[unit] ?? 0n) + amount
  if (sums[unit] === 0n) delete sums[unit]
}

/** A decimal in hundred-millionths. */
function scaled(decimal: string, digits = 8): bigint {
  const [whole = '0', part = ''] = decimal.split('.')
  expect(part.length).toBeLessThanOrEqual(digits)
  return BigInt(`${whole}${part.padEnd(digits, '0')}`)
}

function leftSums(left: readonly LeftOut[]): Sums {
  const sums: Sums = {}
  for (const { amount_msat, fiat, value } of left) {
    add(sums, 'msat', BigInt(amount_msat))
    for (const { currency, amount_minor } of fiat)
      add(sums, currency, BigInt(amount_minor) * 10n ** BigInt(8 - (DIGITS[currency] ?? 2)))
    if (value !== null) add(sums, 'value', scaled(value))
  }
  return sums
}

/** All that was received, set aside or not; `isValued` has receipts that are worth something in EUR count by that alone. */
async function books(isValued: boolean): Promise<Sums> {
  const { rows } = await sql<{
    amount_msat: string
    currency: string | null
    minor: string
    value: string | null
  }>`
    select p.amount_msat::text, p.fiat_currency as currency, p.fiat_amount_minor::text as minor,
      case when p.set_aside then null when p.fiat_currency = 'EUR' then (p.fiat_amount_minor::numeric / 100)::numeric(30, 8)
        else round(p.amount_msat * r.price / 100000000000, 8) end::text as value
    from payments p left join payment_rates v on v.payment_id = p.id left join rates r on r.id = v.rate_id`.execute(
    ctx.db,
  )
  const sums: Sums = {}
  for (const { amount_msat, currency, minor, value } of rows) {
    if (isValued && value !== null) add(sums, 'value', scaled(value))
    else if (amount_msat !== null) add(sums, 'msat', BigInt(amount_msat))
    else if (currency !== null)
      add(sums, currency, BigInt(minor) * 10n ** BigInt(8 - (DIGITS[currency] ?? 2)))
  }
  return sums
}

type Row = Record<string, string>
const msatOf = (btc: string) => scaled(btc, 11)

/** How the program of each table reads an amount: what it adds to, and how much. */
const READ: Partial<Record<ProfileName, (row: Row, sums: Sums) => void>> = {
  plain: ({ amount_msat = '', fiat_amount = '', fiat_currency = '' }, sums) => {
    add(sums, 'msat', BigInt(amount_msat))
    if (fiat_currency) add(sums, fiat_currency, scaled(fiat_amount))
  },
  excel: ({ amount_sats = '', fiat_amount = '', fiat_currency = '' }, sums) => {
    if (amount_sats) add(sums, 'msat', scaled(amount_sats, 3))
    if (fiat_currency) add(sums, fiat_currency, scaled(fiat_amount))
  },
  koinly: (row, sums) => readTransfer(row, 'Amount', 11, sums),
  cointracker: (row, sums) => readTransfer(row, 'Quantity', 8, sums),
  bank: ({ Amount = '' }, sums) => add(sums, 'value', scaled(Amount || '0', 2) * 1_000_000n),
  'bank-xero': ({ Amount = '' }, sums) => add(sums, 'value', scaled(Amount, 2) * 1_000_000n),
}

/** @param digits the most that the program takes */
function readTransfer(row: Row, what: string, digits: number, sums: Sums): void {
  for (const [way, sign] of [
    ['Received', 1n],
    ['Sent', -1n],
  ] as const) {
    const amount = row[`${way} ${what}`] ?? ''
    const currency = row[`${way} Currency`] ?? ''
    expect(amount === '').toBe(currency === '')
    if (amount === '') continue
    expect(amount).toMatch(/^\d+(\.\d+)?$/)
    expect(amount.split('.')[1]?.length ?? 0).toBeLessThanOrEqual(digits)
    if (currency === 'BTC') add(sums, 'msat', sign * msatOf(amount))
    else add(sums, currency, sign * scaled(amount))
  }
}

const TABLES = PROFILES.filter((profile) => READ[profile])
const isBank = (profile: ProfileName) => profile.startsWith('bank')

describe('what a file does not hold', () => {
  it.each(TABLES)('is the books less what %s holds, for any history', async (profile) => {
    await fc.assert(
      fc.asyncProperty(history, fc.constantFrom('each', 'daily'), async (made, streams) => {
        await recordHistory(ctx, made)
        const query = `currency=EUR&tz=Europe/Berlin&profile=${profile}&streams=${streams}`
        const { left_out, records, currency } = await summaryOf(query)
        const { text } = await get(`payments.csv?${query}`)
        const rows: Row[] = parse(text, { bom: true, columns: true, record_delimiter: '\r\n' })
        const words = sayLeftOut(left_out, currency)
        const isTold = profile === 'plain' || profile === 'excel'
        if (isTold) expect(rows.pop()?.boost_id ?? '').toContain(words)
        if (
          isBank(profile) &&
          left_out.some(
            ({ what, amount_msat, fiat }) => /aside|un|oth/.test(what) && (amount_msat || fiat.length),
          )
        ) {
          const note = rows.pop()
          expect(note?.Description).toBe(`Not in this file: ${words}`)
        }
        expect(rows).toHaveLength(records)
        const held: Sums = {}
        for (const row of rows) READ[profile]?.(row, held)
        for (const [unit, sum] of Object.entries(leftSums(left_out))) add(held, unit, sum)
        expect(held).toEqual(await books(isBank(profile)))
      }),
      { numRuns: runsOf(12) },
    )
  })

  it.each(['beancount', 'hledger', 'ledger'] as const)(
    'is only what was set aside in %s, and said at its end',
    async (profile) => {
      await fc.assert(
        fc.asyncProperty(history, async (made) => {
          await recordHistory(ctx, made)
          const query = `currency=EUR&profile=${profile}`
          const { left_out } = await summaryOf(query)
          const aside = made.payments.filter(({ setAside }, n) => setAside && n % 2 === 0).length
          expect(left_out.map(({ what, count }) => [what, count])).toEqual(
            aside > 0 ? [['set_aside', aside]] : [],
          )
          const { text } = await get(`payments.csv?${query}`)
          const said = /^; not in this file: (.*)\n; end: /m.exec(text)?.[1] ?? ''
          expect(said).toBe(sayLeftOut(left_out, 'EUR'))
        }),
        { numRuns: runsOf(4) },
      )
    },
  )

  it('is nothing where everything is asked for', async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.constantFrom('plain', 'excel', 'hledger'), async (made, profile) => {
        await recordHistory(ctx, made)
        expect((await summaryOf(`profile=${profile}&set_aside=true`)).left_out).toEqual([])
      }),
      { numRuns: runsOf(3) },
    )
  })
})
