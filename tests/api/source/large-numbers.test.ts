import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseReport } from '#api/intake/parse-report.ts'
import { isRounded, parseExactly } from '#api/lib/parse-exactly.ts'
import { albyInvoiceAsReports } from '#api/source/alby-invoice-as-reports.ts'
import { btcpayInvoiceAsReports } from '#api/source/btcpay/invoice-as-reports.ts'
import { clnInvoiceAsReports } from '#api/source/cln/invoice-as-reports.ts'
import { helipadBoostAsReports } from '#api/source/helipad/boost-as-reports.ts'
import type { ForeignReports } from '#api/source/kind/reading.ts'
import { lnbitsPaymentAsReports } from '#api/source/lnbits/payment-as-reports.ts'
import { lndInvoiceAsReports } from '#api/source/lnd-invoice-as-reports.ts'
import { transactionAsReports } from '#api/source/nwc/transaction-as-reports.ts'
import { phoenixdPaymentAsReports } from '#api/source/phoenixd/payment-as-reports.ts'
import { deliveryAsReports } from '#api/source/webhook/delivery-as-reports.ts'
import { zapriteOrderAsReports } from '#api/source/zaprite/order-as-reports.ts'
import { makeAlbyInvoice } from '#tests/helper/alby/fake-alby.ts'
import { makeBtcpayInvoice, makeBtcpayMethod } from '#tests/helper/btcpay/fake-btcpay.ts'
import { makeClnInvoice } from '#tests/helper/cln/fake-cln.ts'
import { makeLnbitsPayment } from '#tests/helper/lnbits/fake-lnbits.ts'
import { makeTransaction } from '#tests/helper/nwc/fake-wallet.ts'
import { makePhoenixdPayment } from '#tests/helper/phoenixd/fake-phoenixd.ts'
import { invoice, row } from '#tests/helper/wallet-files.ts'
import { makeZapriteOrder } from '#tests/helper/zaprite/fake-zaprite.ts'

/** Neighbours that a double cannot tell apart. */
const LARGE = ['9007199254740992', '9007199254740993'] as const
/** Stands where the number goes. */
const HERE = '<here>'
const NOW = new Date('2026-11-29T12:00:00Z')

const said = { action: 'boost', podcast: 'Night Ferry', message: 'Hi', uuid: HERE, sender_id: HERE }
const order = { id: HERE, sats: 5 }
const mapping = {
  id: ['id'],
  amount: ['sats'],
  unit: 'sat' as const,
  time: null,
  message: null,
  sender: null,
  show: null,
  currency: null,
  currency_at: null,
  payment_hash: null,
  only: null,
}
const paidCln = { ...makeClnInvoice(1), status: 'paid', pay_index: 3, paid_at: 1_738_000_000 }
const ofWebhook = (value: unknown) => deliveryAsReports(value, mapping, NOW)
const ofHelipad = (value: unknown) => helipadBoostAsReports(Object(value))
const ofIntake = (value: unknown): ForeignReports => {
  const parsed = parseReport(value, NOW)
  return 'error' in parsed ? parsed : { reports: [parsed.report] }
}
const intake = { source: 's', id: 'p1', settled_at: '2026-11-28T00:00:00Z', amount_msat: 1_000 }

const readAs = (read: (value: unknown) => ForeignReports, shape: unknown, digits: string) =>
  read(parseExactly(JSON.stringify(shape).replaceAll(`"${HERE}"`, digits)))
const only = (read: ForeignReports) => {
  if (!('reports' in read)) throw new Error(JSON.stringify(read))
  return read.reports[0]
}

describe('a number beyond what JavaScript holds exactly', () => {
  it.each([
    ['a webhook for anything', ofWebhook, order],
    ['a file of LND', lndInvoiceAsReports, invoice(1, { add_index: HERE })],
    ['Helipad', ofHelipad, row(1, { idx: HERE })],
  ])('is an id of %s, digit by digit', (_name, read, shape) => {
    expect(LARGE.map((digits) => only(readAs(read, shape, digits))?.ref)).toEqual(LARGE)
  })

  it.each([
    ['a webhook for anything', ofWebhook, order],
    ['a file of LND', lndInvoiceAsReports, invoice(1, { add_index: HERE })],
    ['Helipad', ofHelipad, row(1, { idx: HERE })],
  ])('is no id of %s where it was rounded already', (_name, read, shape) => {
    expect(read(JSON.parse(JSON.stringify(shape).replace(`"${HERE}"`, LARGE[1])))).toHaveProperty('error')
  })

  it.each([
    ['Alby', albyInvoiceAsReports, { ...makeAlbyInvoice(1), boostagram: said }],
    ['LNbits', lnbitsPaymentAsReports, makeLnbitsPayment(1, { extra: { boostagram: said } })],
    ['Nostr Wallet Connect', transactionAsReports, makeTransaction(1, { metadata: { boostagram: said } })],
    ['/payments', ofIntake, { ...intake, boostagram: said }],
  ])('names a boost and a sender digit by digit where %s tells it', (_name, read, shape) => {
    const readings = LARGE.map((digits) => only(readAs(read, shape, digits))?.metadata?.reading)
    expect(readings.map((reading) => reading?.payment_uuid)).toEqual(LARGE)
    expect(readings.map((reading) => reading?.sender.id)).toEqual(LARGE)
    const rounded = only(read(JSON.parse(JSON.stringify(shape).replaceAll(`"${HERE}"`, LARGE[1]))))
    expect(rounded?.metadata?.reading).toMatchObject({ payment_uuid: null, sender: {} })
  })

  it('names a boost digit by digit within the text of a keysend', () => {
    const uuids = LARGE.map((digits) => {
      const text = JSON.stringify(said).replaceAll(`"${HERE}"`, digits)
      const tlv = { ...intake, tlv: Buffer.from(text).toString('hex') }
      const cln = { ...paidCln, amount_received_msat: 5_000, description: `keysend: ${text}` }
      return [ofIntake(tlv), clnInvoiceAsReports(cln)].map(
        (read) => only(read)?.metadata?.reading?.payment_uuid,
      )
    })
    expect(uuids).toEqual(LARGE.map((digits) => [digits, digits]))
  })

  it.each([
    ['a webhook for anything', ofWebhook, { id: 'a', sats: HERE }],
    ['/payments', ofIntake, { ...intake, amount_msat: HERE }],
    ['Alby', albyInvoiceAsReports, { ...makeAlbyInvoice(1), amount: HERE }],
    ['LNbits', lnbitsPaymentAsReports, makeLnbitsPayment(1, { amount: HERE })],
    ['Nostr Wallet Connect', transactionAsReports, { ...makeTransaction(1), amount: HERE }],
    ['Core Lightning', clnInvoiceAsReports, { ...paidCln, amount_received_msat: HERE }],
    ['phoenixd', phoenixdPaymentAsReports, makePhoenixdPayment(1, { receivedSat: HERE })],
    ['Zaprite', zapriteOrderAsReports, makeZapriteOrder(1, { totalAmount: HERE, transactions: [] })],
    ['LND', lndInvoiceAsReports, invoice(1, { amt_paid_msat: HERE })],
    ['Helipad', ofHelipad, row(1, { value_msat: HERE })],
    [
      'BTCPay Server',
      btcpayInvoiceAsReports,
      makeBtcpayInvoice(1, {
        paymentMethods: [makeBtcpayMethod('BTC-CHAIN', [{ id: 'a:0', value: HERE, status: 'Settled' }])],
      }),
    ],
  ])('is no amount of %s', (_name, read, shape) => {
    for (const digits of LARGE) expect(readAs(read, shape, digits)).toHaveProperty('error')
  })
})

describe('JSON of others', () => {
  it('is read as JSON.parse reads it, but for large numbers, whatever it holds', () => {
    const asWritten = (_name: string, value: unknown, { source = '' }: { source?: string } = {}) =>
      isRounded(value) ? source : value
    fc.assert(
      fc.property(fc.json(), fc.nat({ max: 3 }), (text, indent) => {
        const spaced = JSON.stringify(JSON.parse(text), null, indent)
        for (const json of [text, spaced]) expect(parseExactly(json)).toEqual(JSON.parse(json, asWritten))
      }),
    )
  })

  it.each([
    ['[9007199254740993]', ['9007199254740993']],
    ['[-9007199254740993, 9007199254740991]', ['-9007199254740993', 9007199254740991]],
    ['9007199254740993', '9007199254740993'],
    ['{"a":1e999,"b":1.5e3}', { a: '1e999', b: 1500 }],
    ['{"9007199254740993":",9007199254740993"}', { '9007199254740993': ',9007199254740993' }],
    ['["\\\\",9007199254740993,"\\"9007199254740993,"]', ['\\', '9007199254740993', '"9007199254740993,']],
  ])('keeps the digits of %s', (text, value) => {
    expect(parseExactly(text)).toEqual(value)
  })

  it('keeps digits beside what is nested as nothing should be', () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
    expect(parseExactly(`{"deep":${deep},"id":9007199254740993}`)).toHaveProperty('id', '9007199254740993')
  })

  it('is refused where it is none, large numbers or not', () => {
    for (const text of ['', '[9007199254740993', '{"a":09007199254740993}', '[9007199254740993e]'])
      expect(() => parseExactly(text)).toThrow(SyntaxError)
  })
})
