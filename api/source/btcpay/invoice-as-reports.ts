import { isMsat, msat } from '#api/contract/msat.ts'
import type { Rail } from '#api/contract/rail.ts'
import { readInstant } from '#api/intake/read-values.ts'
import type { Fiat, Report } from '#api/intake/report.ts'
import { isObject } from '#api/lib/is-object.ts'
import { readDecimal } from '#api/lib/read-decimal.ts'
import { wordOf } from '#api/lib/word-of.ts'
import { readReported } from '#api/metadata/read-reported.ts'
import { storableText } from '#api/metadata/text.ts'
import { minorDigits } from '#api/rate/minor-digits.ts'
import { networkOfInvoice } from '#api/source/kind/network.ts'
import type { ForeignReports } from '#api/source/kind/reading.ts'

/** The last place of a bitcoin that counts is the msat. */
const PLACES = 11
const HASH = /^[0-9a-f]{64}$/

/**
 * Reads one invoice of BTCPay Server's Greenfield API with its payment methods: each settled payment in bitcoin is a report, whatever
 * became of the invoice, for money that came late or in part came too. A Lightning payment's id is its hash, so that the node behind
 * meets it; one on chain has its output. What the invoice was priced at in a currency is the price of a payment that paid it alone.
 */
export function btcpayInvoiceAsReports(invoice: unknown): ForeignReports {
  if (!isObject(invoice) || typeof invoice.id !== 'string') return { error: 'An invoice must have an id.' }
  const found = paymentsOf(invoice)
  if (found.length === 0) return { skip: `not paid (${wordOf(invoice.status)})` }
  const price = found.length === 1 ? priceOf(invoice) : null
  const reports: Report[] = []
  for (const { method, payment } of found) {
    const amount = readDecimal(payment.value, PLACES)
    if (amount === null || !isMsat(amount) || amount < 0)
      return { error: 'value must be a number of bitcoin, to the msat.' }
    const settled_at = readInstant(payment.receivedDate)
    if (!settled_at) return { error: 'receivedDate must be a time.' }
    const id = typeof payment.id === 'string' ? payment.id.toLowerCase() : ''
    if (id === '') return { error: 'A payment must have an id.' }
    const rail = railOf(method)
    const said = saidOf(invoice, method)
    const read = readReported({
      said: said.said,
      amount_msat: amount,
      memo: said.memo,
      comment: said.comment,
    })
    reports.push({
      // An invoice of Lightning may stand where no hash was known.
      ref: id.length > 100 ? `${invoice.id}:${settled_at.getTime()}` : id,
      wallet: null,
      payment_hash: rail !== 'onchain' && HASH.test(id) ? id : null,
      set_id: null,
      settled_at,
      money: { kind: 'sats', amount_msat: msat(amount), fee_msat: msat(0), price },
      rail,
      memo: said.memo,
      ...read,
      refund_of: null,
      network: networkOfInvoice(payment.destination),
    })
  }
  return { reports }
}

type Found = { method: Record<string, unknown>; payment: Record<string, unknown> }

/** The settled payments in bitcoin. */
function paymentsOf({ paymentMethods }: Record<string, unknown>): Found[] {
  if (!Array.isArray(paymentMethods)) return []
  return paymentMethods.filter(isObject).flatMap((method) => {
    if (!/^BTC\b/.test(String(method.paymentMethodId ?? method.paymentMethod))) return []
    const payments = Array.isArray(method.payments) ? method.payments.filter(isObject) : []
    return payments.filter(({ status }) => status === 'Settled').map((payment) => ({ method, payment }))
  })
}

/** `BTC-CHAIN`, `BTC-LN`, `BTC-LNURL`; before 2.0 `BTC`, `BTC-LightningNetwork`, `BTC-LNURLPAY`. */
function railOf({ paymentMethodId, paymentMethod }: Record<string, unknown>): Rail {
  const id = String(paymentMethodId ?? paymentMethod)
  if (/LNURL/i.test(id)) return 'lnaddress'
  return /LN|Lightning/i.test(id) ? 'bolt11' : 'onchain'
}

/** What the buyer and the shop wrote: a comment, a name, what was bought. */
function saidOf({ metadata }: Record<string, unknown>, { additionalData }: Record<string, unknown>) {
  const shop = isObject(metadata) ? metadata : {}
  const pay = isObject(additionalData) ? additionalData : {}
  return {
    said: { payer_name: textOf(shop.buyerName) },
    memo: textOf(shop.itemDesc) ?? textOf(shop.orderId),
    comment:
      textOf(pay.providedComment) ??
      textOf(shop.comment) ??
      textOf(shop.message) ??
      textOf(shop.orderComment),
  }
}

function priceOf({ currency, amount }: Record<string, unknown>): Fiat | null {
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency) || currency === 'BTC') return null
  const amount_minor = readDecimal(amount, minorDigits(currency))
  return amount_minor === null || amount_minor <= 0 ? null : { amount_minor, currency }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? storableText(value) : null
}
