import { msat } from '#api/contract/msat.ts'
import { readPaymentUrl } from '#api/metadata/payment-url.ts'
import { readMetadata } from '#api/metadata/read-metadata.ts'
import type { Metadata } from '#api/metadata/reading.ts'
import { storableText } from '#api/metadata/storable-text.ts'
import type { ForeignReports } from '#api/source/lnd-invoice-as-reports.ts'

/**
 * Reads one incoming invoice of the Alby API: amounts are whole sats, the boostagram an object, a comment that of an address
 * payment. What Alby says it was worth in fiat is no price, and left out.
 */
export function albyInvoiceAsReports(invoice: unknown): ForeignReports {
  if (typeof invoice !== 'object' || invoice === null) return { error: 'An invoice must be a JSON object.' }
  const row: Record<string, unknown> = { ...invoice }
  if (row.type === 'outgoing') return { skip: 'sent, not received' }
  if (row.settled === false || (row.state !== undefined && row.state !== null && row.state !== 'SETTLED'))
    return { skip: `not settled (${String(row.state)})` }
  const hash = typeof row.payment_hash === 'string' ? row.payment_hash.toLowerCase() : ''
  if (!/^[0-9a-f]{64}$/.test(hash)) return { error: 'payment_hash must be 64 hex digits.' }
  const amount_msat = Number(row.amount) * 1000
  if (!Number.isSafeInteger(amount_msat) || amount_msat < 0)
    return { error: 'amount must be a whole number of sats.' }
  const settled_at = new Date(String(row.settled_at))
  if (Number.isNaN(settled_at.getTime())) return { error: 'settled_at must be an instant.' }
  const metadata = metadataOf(row)
  const comment = textOf(row.comment) ?? textOf(row.keysend_message)
  const memo = textOf(row.memo)
  const address = metadata === null ? (readPaymentUrl(comment ?? '') ?? readPaymentUrl(memo ?? '')) : null
  return {
    reports: [
      {
        ref: textOf(row.identifier) ?? hash,
        wallet: null,
        payment_hash: hash,
        set_id: null,
        settled_at,
        money: { kind: 'sats', amount_msat: msat(amount_msat), fee_msat: msat(0), price: null },
        rail: metadata ? 'keysend' : comment === null ? 'bolt11' : 'lnaddress',
        memo,
        metadata,
        routing: null,
        comment,
        metadata_url: address?.url ?? null,
        refund_of: null,
      },
    ],
  }
}

function metadataOf(row: Record<string, unknown>): Metadata | null {
  const { boostagram } = row
  return typeof boostagram === 'object' && boostagram !== null ? readMetadata(boostagram) : null
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? storableText(value) : null
}
