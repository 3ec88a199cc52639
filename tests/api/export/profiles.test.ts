import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { recordReports } from '#api/intake/record-reports.ts'
import { type Credential, keyCredential } from '#tests/helper/credential.ts'
import { makeEntry } from '#tests/helper/make-entry.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

let ctx: TestContext
let key: Credential
const ids = new Map<string, string>()
beforeAll(async () => {
  ctx = await createTestContext()
  key = await keyCredential(ctx, ['export'])
  const boostagram = { podcast: 'Kill Show 2', episode: 'One', sender_name: 'ann', app_name: 'Fountain' }
  const at = (time: string) => `2026-10-${time}Z`
  const outcomes = await recordReports(
    ctx.db,
    [
      {
        settled_at: at('01T10:20:30'),
        amount_msat: 1_337_001,
        fee_msat: 1_000,
        payment_hash: 'ab'.repeat(32),
        boostagram: { ...boostagram, message: '=1+1, "quoted"\nand on', value_msat_total: 4_000_000 },
      },
      // Nobody knows what it was worth.
      {
        settled_at: at('02T23:59:59'),
        amount_msat: 21_000,
        boostagram: { ...boostagram, action: 'stream', message: undefined },
      },
      {
        settled_at: at('03T10:00:00'),
        amount_msat: undefined,
        fiat: { amount_minor: 500, fee_minor: 45, currency: 'EUR' },
      },
      {
        settled_at: at('03T11:00:00'),
        amount_msat: undefined,
        fiat: { amount_minor: 700, fee_minor: 0, currency: 'JPY' },
      },
      { settled_at: at('04T10:00:00'), amount_msat: 500_000, refund_of: '0' },
      { settled_at: at('05T10:00:00'), amount_msat: undefined, rail: 'free' },
      // Its wallet kept all of it.
      { settled_at: at('06T10:00:00'), amount_msat: 1_000, fee_msat: 1_000 },
    ].map((one, n) =>
      makeEntry({ id: `${n}`, wallet: 'my node', boostagram: { ...boostagram, message: undefined }, ...one }),
    ),
  )
  for (const [n, outcome] of outcomes.entries())
    if (outcome.status !== 'rejected') ids.set(`${n}`, outcome.payment_id)
  await ctx.db.updateTable('shows').set({ status: 'kept' }).execute()
  await sql`
    insert into rates (currency, at, seconds, price, origin, source)
    select 'EUR', at::timestamptz, 3600, price, 'provider', 'mempool.space'
    from (values ('2026-10-01T10:00:00Z', 94123.45), ('2026-10-04T10:00:00Z', 90000), ('2026-10-06T10:00:00Z', 90000)) known (at, price)`.execute(
    ctx.db,
  )
  await sql`
    insert into payment_rates (payment_id, currency, rate_id)
    select p.id, 'EUR', r.id from payments p
    join rates r on r.at <= p.settled_at and r.at > p.settled_at - interval '1 hour' where p.amount_msat is not null`.execute(
    ctx.db,
  )
})
afterAll(() => ctx.close())

async function get(query: string) {
  const { text, status, headers } = await request(createApp(ctx))
    .get(`/api/v1/exports/payments.csv?${query.includes('currency=') ? '' : 'currency=EUR&'}${query}`)
    .set(key)
  expect(status, text).toBe(200)
  return { text, headers }
}

/** The records of a CSV, the ids of payments as the numbers that they were recorded under. */
async function records(query: string): Promise<string[][]> {
  const { text } = await get(query)
  const names = new Map([...ids].map(([ref, id]) => [id, ref]))
  const all: string[][] = parse(text, { bom: true, record_delimiter: '\r\n' })
  return all.map((record) => record.map((cell) => names.get(cell) ?? cell))
}

const HASH = 'ab'.repeat(32)

describe('plain', () => {
  it('has the documented columns, exact amounts, and the price by which each was valued', async () => {
    const [head = [], first, stream, euros, yen, back, free, , end] = await records(
      'profile=plain&tz=Europe/Berlin',
    )
    expect(head.join()).toBe(
      'row_id,settled_at_utc,settled_at_local,show,episode,action,supporter,message,app,wallet,rail,amount_msat,amount_sats,fee_msat,claimed_msat,value,value_currency,rate,rate_at_utc,rate_source,fiat_amount,fiat_fee,fiat_currency,payment_hash,boost_id',
    )
    const row = (record: string[] = []) => Object.fromEntries(head.map((title, n) => [title, record[n]]))
    expect(row(first)).toMatchObject({
      row_id: '0',
      settled_at_utc: '2026-10-01T10:20:30Z',
      settled_at_local: '2026-10-01T12:20:30+02:00',
      message: `'=1+1, "quoted"\nand on`,
      amount_msat: '1337001',
      amount_sats: '1337.001',
      fee_msat: '1000',
      claimed_msat: '4000000',
      value: '1.25843147',
      value_currency: 'EUR',
      rate: '94123.45',
      rate_at_utc: '2026-10-01T10:00:00Z',
      rate_source: 'mempool.space',
      payment_hash: HASH,
    })
    expect(row(stream)).toMatchObject({
      action: 'stream',
      value: '',
      value_currency: '',
      rate: '',
      boost_id: '',
    })
    expect(row(euros)).toMatchObject({
      rail: 'card',
      amount_msat: '',
      value: '5.00000000',
      fiat_amount: '5.00',
      fiat_fee: '0.45',
    })
    expect(row(yen)).toMatchObject({
      amount_sats: '',
      fee_msat: '',
      value: '',
      fiat_amount: '700',
      fiat_fee: '0',
      fiat_currency: 'JPY',
    })
    expect(row(back)).toMatchObject({ amount_msat: '-500000', amount_sats: '-500.000', value: '-0.45000000' })
    expect(row(free)).toMatchObject({
      rail: 'free',
      amount_msat: '',
      fee_msat: '',
      value: '',
      fiat_amount: '',
    })
    expect(end?.slice(0, -1).join('')).toBe('')
  })

  it('leaves messages out where they are not wanted, and marks UTF-8 where that is', async () => {
    const { text } = await get('messages=false&bom=true')
    expect(text).toMatch(/^\ufeffrow_id,/)
    expect(text).not.toMatch(/,message,|quoted/)
    expect((await get('profile=excel&bom=false')).text).toMatch(/^row_id,/)
  })
})

describe('excel', () => {
  it('has no column of millisatoshi, nothing with an exponent, and texts that stay texts', async () => {
    const { text, headers } = await get('profile=excel&from=2026-10-01&to=2026-10-31')
    expect(headers['content-disposition']).toBe(
      'attachment; filename="readout-2026-10-01-2026-10-31-excel.csv"',
    )
    expect(text).toMatch(/^\ufeffrow_id,[^\r]*,rail,amount_sats,fee_sats,claimed_sats,value,[^\r]*\r\n/)
    expect(text).not.toContain('_msat,')
    expect(text).toContain(',1337.001,1.000,4000.000,1.258431,EUR,94123.45,')
  })
})

describe('koinly', () => {
  it('has its universal format: UTC, bitcoin with 11 decimals, deposits after fees, refunds sent, free ones left out', async () => {
    expect(await records('profile=koinly&tz=Asia/Tokyo')).toEqual([
      'Date,Sent Amount,Sent Currency,Received Amount,Received Currency,Fee Amount,Fee Currency,Net Worth Amount,Net Worth Currency,Label,Description,TxHash'.split(
        ',',
      ),
      [
        '2026-10-01 10:20 UTC',
        '',
        '',
        '0.00001336001',
        'BTC',
        '',
        '',
        '1.25749024',
        'EUR',
        'income',
        'Kill Show 2: boost from ann',
        HASH,
      ],
      [
        '2026-10-02 23:59 UTC',
        '',
        '',
        '0.00000021000',
        'BTC',
        '',
        '',
        '',
        '',
        'income',
        'Kill Show 2: stream from ann',
        '1',
      ],
      [
        '2026-10-03 10:00 UTC',
        '',
        '',
        '4.55',
        'EUR',
        '',
        '',
        '',
        '',
        'income',
        'Kill Show 2: boost from ann',
        '2',
      ],
      [
        '2026-10-03 11:00 UTC',
        '',
        '',
        '700',
        'JPY',
        '',
        '',
        '',
        '',
        'income',
        'Kill Show 2: boost from ann',
        '3',
      ],
      [
        '2026-10-04 10:00 UTC',
        '0.00000500000',
        'BTC',
        '',
        '',
        '',
        '',
        '0.45000000',
        'EUR',
        '',
        'Kill Show 2: paid back boost from ann',
        '4',
      ],
      [
        '2026-10-06 10:00 UTC',
        '',
        '',
        '0.00000000000',
        'BTC',
        '',
        '',
        '0.00000000',
        'EUR',
        'income',
        'Kill Show 2: boost from ann',
        '6',
      ],
    ])
  })
})

describe('cointracker', () => {
  it('has exactly its columns, the American date in UTC, what is left after fees in eight decimals, the tag of payments', async () => {
    expect(await records('profile=cointracker&tz=Asia/Tokyo')).toEqual([
      'Date,Received Quantity,Received Currency,Sent Quantity,Sent Currency,Fee Amount,Fee Currency,Tag'.split(
        ',',
      ),
      ['10/01/2026 10:20:30', '0.00001336', 'BTC', '', '', '', '', 'payment'],
      ['10/02/2026 23:59:59', '0.00000021', 'BTC', '', '', '', '', 'payment'],
      ['10/03/2026 10:00:00', '4.55', 'EUR', '', '', '', '', 'payment'],
      ['10/03/2026 11:00:00', '700', 'JPY', '', '', '', '', 'payment'],
      ['10/04/2026 10:00:00', '', '', '0.00000500', 'BTC', '', '', ''],
      ['10/06/2026 10:00:00', '0.00000000', 'BTC', '', '', '', '', 'payment'],
    ])
  })
})

const LEFT =
  '1 free boost, 1 receipt without a price in EUR (21.000 sats), 1 receipt in other money than EUR (700 JPY), ' +
  'what wallets and processors kept (0.45184123 EUR), what is rounded away (-0.00250976 EUR)'

describe('bank', () => {
  it('has three columns for QuickBooks: sums of what is left after fees, no digits in words, and a note of what is not in it', async () => {
    expect(await records('profile=bank')).toEqual([
      ['Date', 'Description', 'Amount'],
      ['10/01/2026', 'Podcast support Kill Show', '1.26'],
      ['10/03/2026', 'Podcast support Kill Show', '4.55'],
      ['10/04/2026', 'Podcast support Kill Show', '-0.45'],
      ['10/06/2026', `Not in this file: ${LEFT}`, ''],
    ])
  })

  it('has five columns for Xero, and days of the zone', async () => {
    expect(await records('profile=bank-xero&tz=Pacific/Kiritimati')).toEqual([
      ['Date', 'Amount', 'Payee', 'Description', 'Reference'],
      ['2026-10-02', '1.26', 'Listeners', 'Podcast support Kill Show 2', 'readout 2026-10-02'],
      ['2026-10-04', '4.55', 'Listeners', 'Podcast support Kill Show 2', 'readout 2026-10-04'],
      ['2026-10-05', '-0.45', 'Listeners', 'Podcast support Kill Show 2', 'readout 2026-10-05'],
      ['2026-10-07', '0', 'Readout', `Not in this file: ${LEFT}`, ''],
    ])
  })

  it('has no note where all money is in it, and whole yen where the books are in yen', async () => {
    expect(await records('profile=bank&currency=JPY&rail=card&from=2026-10-03&to=2026-10-03')).toEqual([
      ['Date', 'Description', 'Amount'],
      ['10/03/2026', 'Podcast support Kill Show', '700'],
      ['10/03/2026', 'Not in this file: 1 receipt in other money than JPY (5.00 EUR)', ''],
    ])
    expect(await records('profile=bank&from=2026-10-01&to=2026-10-01')).toHaveLength(2)
  })
})

describe('the CSV for GnuCash', () => {
  it('has an entry of two accounts for each day, wallet and show, and what was kept of it', async () => {
    const [head, ...rows] = await records('profile=gnucash')
    expect(head).toEqual(['Date', 'Number', 'Description', 'Notes', 'Account', 'Transfer Account', 'Amount'])
    const [wallet, show] = ['Assets:Wallets:my node', 'Income:Support:Kill Show 2']
    expect(rows.slice(0, 3)).toEqual([
      ['2026-10-01', 'R20261001', 'Podcast support, Kill Show 2', '1 receipt', wallet, show, '1.26'],
      ['2026-10-03', 'R20261003', 'Podcast support, Kill Show 2', '1 receipt', wallet, show, '5.00'],
      ['2026-10-03', 'R20261003', 'Fees of Kill Show 2', '1 receipt', wallet, 'Expenses:Fees', '-0.45'],
    ])
    expect(rows.at(-1)).toEqual([
      '2026-10-06',
      '',
      expect.stringMatching(/^Not in this file: /),
      '',
      '',
      '',
      '',
    ])
  })
})

describe('the CSV with chosen columns', () => {
  it('has these, in the order that was asked for, and its last record', async () => {
    const rows = await records('columns=amount_sats,settled_at_utc&from=2026-10-02&to=2026-10-02')
    expect(rows.slice(0, 2)).toEqual([
      ['amount_sats', 'settled_at_utc'],
      ['21.000', '2026-10-02T23:59:59Z'],
    ])
    expect(rows.at(-1)?.[1]).toMatch(/^count=1; amount_msat=21000; checksum=/)
  })

  it('is refused where a column is unknown or stands twice', async () => {
    for (const columns of ['amount_sats,nothing', 'show,show']) {
      const { status } = await request(createApp(ctx))
        .get(`/api/v1/exports/payments.csv?columns=${columns}`)
        .set(key)
      expect(status, columns).toBe(400)
    }
  })
})

describe('beancount', () => {
  it('keeps what sats were worth exact, as a price of the whole, and prices by day', async () => {
    const { text, headers } = await get('profile=beancount')
    expect(headers['content-type']).toBe('text/plain; charset=utf-8')
    expect(text).toContain(
      [
        'option "operating_currency" "EUR"',
        'plugin "beancount.plugins.auto_accounts"',
        '',
        '2026-10-01 price SATS 0.000941234500 EUR',
        '2026-10-01 * "Kill Show 2: boost" "ann: =1+1, \\"quoted\\" and on"',
        `  row_id: "${ids.get('0')}"`,
        '  settled_at: "2026-10-01T10:20:30Z"',
        '  wallet: "my node"',
        `  payment_hash: "${HASH}"`,
        '  Assets:Wallets:My-node  1336.001 SATS @@ 1.25749024 EUR',
        '  Expenses:Fees  1.000 SATS @@ 0.00094123 EUR',
        '  Income:Support:Kill-Show-2',
        '',
        '2026-10-02 * "Kill Show 2: stream" "ann"',
      ].join('\n'),
    )
    expect(text).toContain('  Assets:Wallets:My-node  21.000 SATS\n  Income:')
    expect(text).toContain('  Assets:Wallets:My-node  4.55 EUR\n  Expenses:Fees  0.45 EUR\n')
    expect(text).toContain('"Kill Show 2: paid back boost"')
    expect(text).toContain('  Assets:Wallets:My-node  -500.000 SATS @@ 0.45000000 EUR\n')
    expect(text).toContain(`; 2026-10-05 free boost, row_id ${ids.get('5')}\n`)
    expect(text).toMatch(/\n; end: count=7 amount_msat=859001 checksum=[0-9a-f]{16}\n$/)
  })
})

describe('hledger', () => {
  it('has the same entries, with ids as tags', async () => {
    const { text } = await get('profile=hledger')
    expect(text).toMatch(/^decimal-mark \.\n\nP /)
    expect(text).toContain(
      [
        'P 2026-10-01 SATS 0.000941234500 EUR',
        '2026-10-01 * Kill Show 2 boost from ann',
        `    ; row_id:${ids.get('0')}`,
        '    ; settled_at:2026-10-01T10:20:30Z',
        `    ; payment_hash:${HASH}`,
        '    ; =1+1, "quoted" and on',
        '    assets:wallets:my node  1336.001 SATS @@ 1.25749024 EUR',
        '    expenses:fees  1.000 SATS @@ 0.00094123 EUR',
        '    income:support:Kill Show 2',
        '',
        '2026-10-02 * Kill Show 2 stream from ann',
      ].join('\n'),
    )
    expect(text).toMatch(/\n; end: count=7 amount_msat=859001 checksum=[0-9a-f]{16}\n$/)
  })
})

describe('ledger', () => {
  it('has the same entries, in numbers that every style reads alike', async () => {
    const { text, headers } = await get('profile=ledger')
    expect(headers['content-disposition']).toBe('attachment; filename="readout-all-ledger.ledger"')
    expect(text).toContain(
      [
        'P 2026-10-01 SATS 0,0009412345000 EUR',
        '2026-10-01 * Kill Show 2 boost from ann',
        `    ; row_id:${ids.get('0')}`,
        '    ; settled_at:2026-10-01T10:20:30Z',
        `    ; payment_hash:${HASH}`,
        '    ; =1+1, "quoted" and on',
        '    assets:wallets:my node  (unround(1336001 SATS / 1000)) @@ 1,25749024 EUR',
        '    expenses:fees  (unround(1 SATS)) @@ 0,00094123 EUR',
        '    income:support:Kill Show 2  (unround(-125843147 EUR / 100000000))',
        '',
        '2026-10-02 * Kill Show 2 stream from ann',
      ].join('\n'),
    )
    expect(text).toMatch(/\n; end: count=7 amount_msat=859001 checksum=[0-9a-f]{16}\n$/)
  })
})

it.each(['plain', 'excel', 'koinly', 'cointracker', 'bank', 'bank-xero', 'beancount', 'hledger', 'ledger'])(
  '%s is answered where nothing came and no price is known, and with streams by day',
  async (profile) => {
    expect((await get(`profile=${profile}&currency=CHF&from=2030-01-01&to=2030-01-31`)).text).not.toBe('')
    const { text } = await get(`profile=${profile}&streams=daily`)
    expect(text).not.toMatch(/[, ]-?\d+(\.\d+)?[eE][+-]?\d+[,\s]/)
  },
)
