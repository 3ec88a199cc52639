import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { btcpayInvoiceAsReports } from '#api/source/btcpay/invoice-as-reports.ts'
import { clnInvoiceAsReports } from '#api/source/cln/invoice-as-reports.ts'
import type { ForeignReports } from '#api/source/kind/reading.ts'
import { lnbitsPaymentAsReports } from '#api/source/lnbits/payment-as-reports.ts'
import { phoenixdPaymentAsReports } from '#api/source/phoenixd/payment-as-reports.ts'
import { zapriteOrderAsReports } from '#api/source/zaprite/order-as-reports.ts'
import { makeBtcpayInvoice, makeBtcpayMethod } from '#tests/helper/btcpay/fake-btcpay.ts'
import { makeClnInvoice } from '#tests/helper/cln/fake-cln.ts'
import { makeLnbitsPayment } from '#tests/helper/lnbits/fake-lnbits.ts'
import { makePhoenixdPayment } from '#tests/helper/phoenixd/fake-phoenixd.ts'
import { makeZapriteOrder } from '#tests/helper/zaprite/fake-zaprite.ts'

const one = (read: ForeignReports) => {
  if (!('reports' in read)) throw new Error(JSON.stringify(read))
  return read.reports[0]
}

describe('a payment of LNbits', () => {
  const read = (parts: Record<string, unknown> = {}) => lnbitsPaymentAsReports(makeLnbitsPayment(1, parts))

  it('is read to the msat, with the comment of an address payment beside its memo', () => {
    expect(
      one(read({ amount: 21_001, memo: 'Tips', extra: { tag: 'lnurlp', comment: 'Nice show' } })),
    ).toMatchObject({
      money: { amount_msat: 21_001, fee_msat: 0 },
      rail: 'lnaddress',
      memo: 'Tips',
      comment: 'Nice show',
    })
    expect(one(read({ memo: 'Shop', extra: {} }))).toMatchObject({ rail: 'bolt11', comment: null })
    expect(one(read())).toMatchObject({ rail: 'lnaddress', metadata_url: 'https://meta.example/1' })
  })

  it('counts only where it came and was settled: a wallet turns what was pending into failed', () => {
    expect(read({ status: 'pending' })).toHaveProperty('skip')
    expect(read({ status: 'failed' })).toHaveProperty('skip')
    expect(read({ amount: -21_000 })).toHaveProperty('skip')
    expect(read({ amount: 2.5 })).toHaveProperty('error')
  })

  it('was settled when it last changed, unless that was after its invoice had ended', () => {
    const at = (updated_at: string) =>
      one(
        read({ created_at: '2026-11-28T09:44:05.1+00:00', expiry: '2026-11-28T10:44:05', updated_at }),
      )?.settled_at.toISOString()
    expect(at('2026-11-28T09:44:13.456789+00:00')).toBe('2026-11-28T09:44:13.456Z')
    expect(at('2026-12-24T18:00:00+00:00')).toBe('2026-11-28T09:44:05.100Z')
  })
})

describe('an invoice of Core Lightning', () => {
  const read = (parts: Record<string, unknown> = {}) =>
    clnInvoiceAsReports({
      ...makeClnInvoice(1),
      status: 'paid',
      pay_index: 3,
      amount_received_msat: 21_001,
      paid_at: 1_738_000_000,
      ...parts,
    })

  it('is a keysend whose longest text is in its description', () => {
    const report = one(read())
    expect(report).toMatchObject({ rail: 'keysend', memo: null, money: { amount_msat: 21_001 } })
    expect(report?.metadata?.reading).toMatchObject({
      message: 'Boost number 1',
      app: { name: 'CurioCaster' },
    })
    expect(one(read({ description: 'keysend: See you on Sunday' }))).toMatchObject({
      metadata: null,
      comment: 'See you on Sunday',
    })
    expect(one(read({ description: 'keysend' }))).toMatchObject({
      rail: 'keysend',
      metadata: null,
      comment: null,
    })
  })

  it('keeps a boostagram that was cut, and says that it cannot be read', () => {
    expect(one(read({ description: 'keysend: {"action":"boost","mess' }))?.metadata).toMatchObject({
      problem: expect.stringMatching(/./),
    })
  })

  it('is no keysend where somebody described it as one', () => {
    expect(one(read({ label: 'shop 7', description: 'keysend: {"action":"boost"}' }))).toMatchObject({
      rail: 'bolt11',
      metadata: null,
    })
  })

  it('counts what was received, also of those who pay more, and as older nodes write it', () => {
    expect(one(read({ amount_msat: 20_000, amount_received_msat: '21001msat' }))?.money).toMatchObject({
      amount_msat: 21_001,
    })
    expect(read({ status: 'unpaid' })).toHaveProperty('skip')
    expect(read({ status: 'expired' })).toHaveProperty('skip')
  })
})

describe('a payment of phoenixd', () => {
  const read = (parts: Record<string, unknown> = {}) =>
    phoenixdPaymentAsReports(makePhoenixdPayment(1, parts))

  it('is gross: what arrived and the fee that was kept of it, even where that was more', () => {
    expect(one(read({ requestedSat: 1_000, receivedSat: 1_000, fees: 0 }))?.money).toMatchObject({
      amount_msat: 1_000_000,
      fee_msat: 0,
    })
    expect(one(read({ requestedSat: 100_000, receivedSat: 98_765, fees: 1_234_567 }))?.money).toMatchObject({
      amount_msat: 100_000_000,
      fee_msat: 1_234_567,
    })
    expect(one(read({ requestedSat: 1_000, receivedSat: -500, fees: 1_500_000 }))?.money).toMatchObject({
      amount_msat: 1_000_000,
      fee_msat: 1_500_000,
    })
  })

  it('has the payer’s note, a time in milliseconds, and the shop’s id where nothing describes it', () => {
    const report = one(
      read({
        description: undefined,
        externalId: 'order 7',
        payerNote: 'Hi there',
        completedAt: 1_738_000_000_123,
      }),
    )
    expect(report).toMatchObject({ memo: 'order 7', comment: 'Hi there' })
    expect(report?.settled_at.toISOString()).toBe('2025-01-27T17:46:40.123Z')
    expect(read({ isPaid: false })).toHaveProperty('skip')
  })
})

describe('an invoice of BTCPay Server', () => {
  const read = (parts: Record<string, unknown> = {}) => btcpayInvoiceAsReports(makeBtcpayInvoice(1, parts))
  const paid = (id: string, value: string, status = 'Settled') => ({
    id,
    value,
    status,
    receivedDate: 1_738_000_000,
  })

  it('is sats to the msat, priced as the invoice, and the node’s payment by its hash', () => {
    const id = 'ab'.repeat(32)
    const lightning = makeBtcpayMethod('BTC-LN', [paid(id, '0.00005012345')])
    expect(one(read({ paymentMethods: [lightning] }))).toMatchObject({
      ref: id,
      payment_hash: id,
      rail: 'bolt11',
      money: { kind: 'sats', amount_msat: 5_012_345, price: { amount_minor: 500, currency: 'USD' } },
    })
  })

  it('has the comment of an address payment, and no hash on chain', () => {
    const address = makeBtcpayMethod('BTC-LNURL', [paid('cd'.repeat(32), '0.00000021')], {
      providedComment: 'Hi',
    })
    expect(one(read({ paymentMethods: [address] }))).toMatchObject({ rail: 'lnaddress', comment: 'Hi' })
    const chain = makeBtcpayMethod('BTC-CHAIN', [paid(`${'ef'.repeat(32)}-0`, '0.001')])
    expect(one(read({ paymentMethods: [chain] }))).toMatchObject({ rail: 'onchain', payment_hash: null })
  })

  it('is each of its payments that is settled, whatever became of it; other coins stay out', () => {
    const result = read({
      status: 'Expired',
      paymentMethods: [
        makeBtcpayMethod('BTC-CHAIN', [
          paid('aa-0', '0.001'),
          paid('bb-1', '0.002'),
          paid('cc-0', '1', 'Processing'),
        ]),
        makeBtcpayMethod('LTC-CHAIN', [paid('dd-0', '5')]),
      ],
    })
    expect('reports' in result && result.reports.map(({ ref, money }) => [ref, money])).toMatchObject([
      ['aa-0', { amount_msat: 100_000_000, price: null }],
      ['bb-1', { amount_msat: 200_000_000, price: null }],
    ])
    expect(read({ status: 'New', paymentMethods: [makeBtcpayMethod('BTC-LN', [])] })).toEqual({
      skip: 'not paid (New)',
    })
  })
})

describe('an order of Zaprite', () => {
  const read = (parts: Record<string, unknown> = {}) => zapriteOrderAsReports(makeZapriteOrder(1, parts))

  it('that was paid over Lightning is sats, with the words of the page that made it', () => {
    const report = one(read())
    expect(report).toMatchObject({
      ref: 'od_1',
      rail: 'bolt11',
      money: { kind: 'sats', amount_msat: 1_001_000, price: null },
      comment: 'Boost number 1',
      memo: 'Web Boost: TS 1 — Ann',
    })
    expect(report?.payment_hash).toMatch(/^[0-9a-f]{64}$/)
    expect(report?.metadata?.reading).toMatchObject({
      action: 'boost',
      show: { title: 'Test Show' },
      episode: { title: 'Episode 1' },
      sender: { name: 'Ann' },
      message: 'Boost number 1',
      app: { name: 'web-boost' },
    })
  })

  it('that was paid by card stays its currency, and one that was priced in it and paid in bitcoin is sats at that price', () => {
    const card = { method: 'APPLEPAY', amount: 500, amountInOrderCurrency: 500 }
    expect(one(read({ currency: 'USD', totalAmount: 500, transactions: [card] }))).toMatchObject({
      rail: 'card',
      money: { kind: 'fiat', amount_minor: 500, currency: 'USD' },
    })
    const chain = { method: 'BITCOIN', amount: 5_432, amountInOrderCurrency: 500, orderCurrency: 'USD' }
    expect(one(read({ currency: 'USD', totalAmount: 500, transactions: [chain] }))).toMatchObject({
      rail: 'onchain',
      money: { kind: 'sats', amount_msat: 5_432_000, price: { amount_minor: 500, currency: 'USD' } },
    })
    const inEuros = { method: 'CARD', currency: 'EUR', amount: 460, amountInOrderCurrency: 500 }
    expect(one(read({ currency: 'USD', totalAmount: 500, transactions: [inEuros] }))?.money).toMatchObject({
      amount_minor: 460,
      currency: 'EUR',
    })
    const bank = { method: 'ACH', amount: 500 }
    expect(one(read({ currency: 'USD', totalAmount: 500, transactions: [bank] }))?.rail).toBe('ach')
  })

  it('keeps its currency where nothing says how many sats came', () => {
    for (const transaction of [
      { method: 'LIGHTNING' },
      { method: 'LIGHTNING', amount: 500, amountInOrderCurrency: 500 },
    ])
      expect(one(read({ currency: 'USD', totalAmount: 500, transactions: [transaction] }))).toMatchObject({
        rail: 'bolt11',
        money: { kind: 'fiat', amount_minor: 500, currency: 'USD' },
      })
  })

  it('counts what came where more was paid, and only transactions that came', () => {
    const parts = [
      { method: 'LIGHTNING', status: 'CONFIRMED', amount: 700, amountInOrderCurrency: 700 },
      { method: 'LIGHTNING', status: 'CONFIRMED', amount: 400, amountInOrderCurrency: 400 },
      { method: 'LIGHTNING', status: 'EXPIRED', amount: 1_000, amountInOrderCurrency: 1_000 },
    ]
    const report = one(read({ status: 'OVERPAID', totalAmount: 1_000, transactions: parts }))
    expect(report).toMatchObject({ money: { amount_msat: 1_100_000 }, payment_hash: null })
    expect(one(read({ totalAmount: 900, transactions: [] }))?.money).toMatchObject({ amount_msat: 900_000 })
  })

  it('is passed over until it is paid in full', () => {
    for (const status of ['PENDING', 'PROCESSING', 'UNDERPAID', 'ABANDONED'])
      expect(read({ status })).toEqual({ skip: `not paid in full (${status})` })
    expect(read({ paidAt: null })).toHaveProperty('error')
  })

  it('without metadata has the buyer’s name and its label', () => {
    const report = one(read({ metadata: null }))
    expect(report).toMatchObject({ comment: null, memo: 'Web Boost: TS 1 — Ann' })
    expect(report?.metadata).toMatchObject({ payerOnly: true, reading: { sender: { name: 'Ann Buyer' } } })
  })
})

describe.each([
  ['LNbits', lnbitsPaymentAsReports, makeLnbitsPayment(1)],
  [
    'Core Lightning',
    clnInvoiceAsReports,
    { ...makeClnInvoice(1), status: 'paid', amount_received_msat: 1, paid_at: 1 },
  ],
  ['phoenixd', phoenixdPaymentAsReports, makePhoenixdPayment(1)],
  ['BTCPay Server', btcpayInvoiceAsReports, makeBtcpayInvoice(1)],
  ['Zaprite', zapriteOrderAsReports, makeZapriteOrder(1)],
] as const)('whatever is reported by %s', (_, read: (value: unknown) => ForeignReports, sample: object) => {
  it('is read, passed over, or refused in a sentence; preimages are never kept', () => {
    const anything = fc.oneof(
      fc.anything(),
      fc.constantFrom('', '0', -1, 2 ** 53, 'NaN', null, undefined, {}, []),
    )
    const changed = fc
      .dictionary(fc.constantFrom(...Object.keys(sample)), anything)
      .map((parts) => ({ ...sample, ...parts }))
    fc.assert(
      fc.property(fc.oneof(anything, changed), (value) => {
        const result = read(value)
        if ('error' in result) expect(result.error).toMatch(/^[A-Za-z].*\.$/)
        if ('reports' in result)
          for (const { money, payment_hash } of result.reports) {
            expect(payment_hash ?? '0'.repeat(64)).toMatch(/^[0-9a-f]{64}$/)
            const amount =
              money.kind === 'sats' ? money.amount_msat : money.kind === 'fiat' && money.amount_minor
            expect(Number.isSafeInteger(amount)).toBe(true)
          }
      }),
    )
  })
})
