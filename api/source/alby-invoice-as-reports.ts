import { isMsat, msat } from '#api/contract/msat.ts'
import type { Rail } from '#api/contract/rail.ts'
import { readAmount, readInstant } from '#api/intake/read-values.ts'
import { isObject } from '#api/lib/is-object.ts'
import { wordOf } from '#api/lib/word-of.ts'
import { readReported } from '#api/metadata/read-reported.ts'
import { storableText } from '#api/metadata/text.ts'
import { networkOfInvoice } from '#api/source/kind/network.ts'
import type { ForeignReports } from '#api/source/kind/reading.ts'

/**
 * Reads one incoming invoice of the Alby API: amounts are whole sats, the boostagram an object, a comment that of an address
 * payment. What Alby says it was worth in fiat is no price, and left out.
 */
export function albyInvoiceAsReports(invoice: unknown): ForeignReports {
  if (typeof invoice !== 'object' || invoice === null) return { error: 'An invoice must be a JSON object.' }
  const row: Record<string, unknown> = { ...invoice }
  if (row.type === 'outgoing') return { skip: 'sent, not received' }
  if (row.settled === false || (row.state !== undefined && row.state !== null && row.state !== 'SETTLED'))
    return { skip: `not settled (${wordOf(row.state)})` }
  const hash = typeof row.payment_hash === 'string' ? row.payment_hash.toLowerCase() : ''
  if (!/^[0-9a-f]{64}$/.test(hash)) return { error: 'payment_hash must be 64 hex digits.' }
  const amount_msat = (readAmount(row.amount) ?? Number.NaN) * 1000
  if (!isMsat(amount_msat) || amount_msat < 0) return { error: 'amount must be a whole number of sats.' }
  const settled_at = readInstant(row.settled_at)
  if (!settled_at) return { error: 'settled_at must be an instant.' }
  const memo = textOf(row.memo)
  const comment = textOf(row.comment) ?? textOf(row.keysend_message)
  const read = readReported({ said: saidOf(row), amount_msat, memo, comment })
  return {
    reports: [
      {
        ref: textOf(row.identifier) ?? hash,
        wallet: null,
        payment_hash: hash,
        set_id: null,
        settled_at,
        money: { kind: 'sats', amount_msat, fee_msat: msat(0), price: null },
        rail: railOf(read),
        memo,
        ...read,
        refund_of: null,
        network: networkOfInvoice(row.payment_request),
      },
    ],
  }
}

/** Alby names the payer beside the boostagram, and a zap request in what it calls metadata. */
function saidOf({ boostagram, custom_records, payer_name, payer_data, metadata }: Record<string, unknown>) {
  const own = { boostagram, custom_records, payer_name, payer_data }
  return isObject(metadata) ? { ...metadata, ...definedOf(own) } : own
}

function definedOf(fields: Record<string, unknown>) {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  )
}

function railOf({ metadata, comment, metadata_url }: ReturnType<typeof readReported>): Rail {
  if (metadata && !metadata.payerOnly) return 'keysend'
  return comment === null && metadata === null && metadata_url === null ? 'bolt11' : 'lnaddress'
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? storableText(value) : null
}
