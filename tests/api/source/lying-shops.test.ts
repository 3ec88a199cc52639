import { describe, expect, it } from 'vitest'
import { checkReport } from '#api/intake/check-report.ts'
import type { Report } from '#api/intake/report.ts'
import { btcpayInvoiceAsReports } from '#api/source/btcpay/invoice-as-reports.ts'
import type { ForeignReports } from '#api/source/kind/reading.ts'
import { lnbitsPaymentAsReports } from '#api/source/lnbits/payment-as-reports.ts'
import { zapriteOrderAsReports } from '#api/source/zaprite/order-as-reports.ts'
import { makeBtcpayInvoice, makeBtcpayMethod } from '#tests/helper/btcpay/fake-btcpay.ts'
import { makeLnbitsPayment } from '#tests/helper/lnbits/fake-lnbits.ts'
import { shareService } from '#tests/helper/share-service.ts'
import { makeZapriteOrder } from '#tests/helper/zaprite/fake-zaprite.ts'

const service = shareService()
const NOW = new Date('2026-11-29T12:00:00Z')
const HASH = 'ab'.repeat(32)

const btcpay = (value: unknown, more: Record<string, unknown> = {}) =>
  btcpayInvoiceAsReports(
    makeBtcpayInvoice(1, {
      paymentMethods: [
        makeBtcpayMethod('BTC-LN', [{ id: HASH, value, status: 'Settled', receivedDate: 1_738_000_000 }]),
      ],
      ...more,
    }),
  )
const zaprite = (transaction: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  zapriteOrderAsReports(
    makeZapriteOrder(1, { currency: 'USD', totalAmount: 500, transactions: [transaction], ...more }),
  )
const lnbits = (amount: unknown, more: Record<string, unknown> = {}) =>
  lnbitsPaymentAsReports(makeLnbitsPayment(1, { amount, ...more }))

/** What of it goes on into the books. */
const taken = (read: ForeignReports) =>
  'reports' in read
    ? read.reports.filter((report) => checkReport(report, NOW) === null).map(({ money }) => money)
    : []

const CARD = { method: 'CARD', status: 'CONFIRMED' }
describe('an amount that cannot be', () => {
  it.each<[string, () => ForeignReports]>([
    ['BTCPay Server, below nothing', () => btcpay('-0.001')],
    ['BTCPay Server, of nothing', () => btcpay('0')],
    ['BTCPay Server, more than there is', () => btcpay('90071992.6')],
    ['BTCPay Server, finer than a msat', () => btcpay('0.000000000001')],
    ['BTCPay Server, as an exponent', () => btcpay('1e3')],
    ['LNbits, of nothing', () => lnbits(0)],
    ['LNbits, below nothing', () => lnbits(-21_000)],
    ['LNbits, more than there is', () => lnbits(2 ** 60)],
    ['LNbits, in parts of a msat', () => lnbits(0.5)],
    ['Zaprite, below nothing', () => zaprite({ ...CARD, amount: -500 }, { totalAmount: -500 })],
    ['Zaprite, of nothing', () => zaprite({ ...CARD, amount: 0 }, { totalAmount: 0 })],
    ['Zaprite, more than there is', () => zaprite(CARD, { totalAmount: 2 ** 60 })],
    [
      'Zaprite, more sats than there are',
      () => zaprite({ method: 'LIGHTNING' }, { currency: 'BTC', totalAmount: 2 ** 50 }),
    ],
    ['Zaprite, in no currency', () => zaprite({ ...CARD, amount: 500 }, { currency: 'pounds' })],
  ])('of %s, is in no book', (_name, read) => {
    expect(taken(read())).toEqual([])
  })

  it('in one of several transactions does not make the others more', () => {
    const order = (amounts: unknown[]) =>
      taken(
        zapriteOrderAsReports(
          makeZapriteOrder(1, {
            currency: 'USD',
            totalAmount: 500,
            transactions: amounts.map((amount) => ({ ...CARD, amount, amountInOrderCurrency: amount })),
          }),
        ),
      )
    for (const amounts of [
      [500, -400],
      [2 ** 53 - 1, 2 ** 53 - 1],
      [500, '1e9'],
    ])
      expect(order(amounts)).toMatchObject([{ amount_minor: 500, currency: 'USD' }])
  })

  it('of an invoice’s price is no price, and the sats count all the same', () => {
    for (const price of [
      { amount: '-5' },
      { amount: '1e30' },
      { amount: '5', currency: 'dollars' },
      { amount: 'NaN' },
    ])
      expect(taken(btcpay('0.001', price))).toMatchObject([{ amount_msat: 100_000_000, price: null }])
  })
})

describe('an amount that is another one later', () => {
  it.each<[string, () => ForeignReports, () => ForeignReports]>([
    ['BTCPay Server', () => btcpay('0.001'), () => btcpay('0.1')],
    ['LNbits', () => lnbits(21_000), () => lnbits(2_100_000)],
    [
      'Zaprite',
      () => zaprite({ ...CARD, amount: 500 }),
      () => zaprite({ ...CARD, amount: 50_000 }, { totalAmount: 50_000 }),
    ],
    [
      'Zaprite, in another currency',
      () => zaprite({ ...CARD, amount: 500 }),
      () => zaprite({ ...CARD, amount: 500 }, { currency: 'KWD' }),
    ],
  ])('at %s contradicts what was told first, once, and both wait for a look', async (name, first, later) => {
    const source = `shop ${name}`
    const record = async (read: ForeignReports) => {
      if (!('reports' in read)) throw new Error(JSON.stringify(read))
      const reports: Report[] = read.reports.map((report) => ({
        ...report,
        payment_hash: null,
        ref: `${name} 1`,
      }))
      return (await service.ctx.intake.record({ source, kind: 'test', exactness: 3 }, reports)).map(
        ({ status }) => status,
      )
    }
    expect(await record(first())).toEqual(['recorded'])
    expect(await record(first())).toEqual(['duplicate'])
    expect(await record(later())).toEqual(['conflict'])
    expect(await record(later())).toEqual(['duplicate'])
    const { items } = (await service.ask('get', `/payments?source=${encodeURIComponent(source)}`)).body
    expect(items).toHaveLength(2)
    for (const { needs_look } of items) expect(needs_look).toContain('disagree: look which one is right')
  })
})
