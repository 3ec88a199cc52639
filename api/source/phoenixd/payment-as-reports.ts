import { isMsat, msat } from '#api/contract/msat.ts'
import { readAmount, readInstant } from '#api/intake/read-values.ts'
import { isObject } from '#api/lib/is-object.ts'
import { readReported } from '#api/metadata/read-reported.ts'
import { storableText } from '#api/metadata/text.ts'
import { networkOfInvoice } from '#api/source/kind/network.ts'
import type { ForeignReports } from '#api/source/kind/reading.ts'

/**
 * Reads one incoming payment of phoenixd (`GET /payments/incoming`). What it received is in whole sats and after its fee, which is
 * in msat: where it paid for a channel it may be more than the payment, and what was received is then negative. Times are milliseconds.
 */
export function phoenixdPaymentAsReports(payment: unknown): ForeignReports {
  if (!isObject(payment)) return { error: 'A payment must be a JSON object.' }
  if (payment.isPaid !== true) return { skip: 'not settled' }
  const hash = typeof payment.paymentHash === 'string' ? payment.paymentHash.toLowerCase() : ''
  if (!/^[0-9a-f]{64}$/.test(hash)) return { error: 'paymentHash must be 64 hex digits.' }
  const received = readAmount(payment.receivedSat)
  const fee = readAmount(payment.fees) ?? 0
  if (received === null || fee < 0) return { error: 'receivedSat and fees must be whole numbers.' }
  const amount = grossOf(received * 1000, fee, readAmount(payment.requestedSat))
  if (!isMsat(amount) || amount < 0) return { error: 'receivedSat and fees must come to 0 to 2^53 - 1 msat.' }
  const completed = readAmount(payment.completedAt)
  const settled_at = completed === null ? null : readInstant(completed / 1000)
  if (!settled_at) return { error: 'completedAt must be a time.' }
  const memo = textOf(payment.description) ?? textOf(payment.externalId)
  const note = textOf(payment.payerNote)
  const read = readReported({ said: {}, amount_msat: amount, memo, comment: note })
  return {
    reports: [
      {
        ref: hash,
        wallet: null,
        payment_hash: hash,
        set_id: null,
        settled_at,
        money: { kind: 'sats', amount_msat: msat(amount), fee_msat: msat(fee), price: null },
        rail: read.metadata_url === null && note === null ? 'bolt11' : 'lnaddress',
        memo,
        ...read,
        refund_of: null,
        network: networkOfInvoice(payment.invoice),
      },
    ],
  }
}

/** What was paid: what arrived and its fee. By rounding it may be some msat off what the invoice asked for. */
function grossOf(received: number, fee: number, requestedSat: number | null): number {
  const gross = received + fee
  const asked = (requestedSat ?? 0) * 1000
  return fee > 0 && Math.abs(asked - gross) < 1000 ? asked : gross
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? storableText(value) : null
}
