import { msat } from '#api/contract/msat.ts'
import { readAmount, readInstant } from '#api/intake/read-values.ts'
import type { Report } from '#api/intake/report.ts'
import { isObject } from '#api/lib/is-object.ts'
import { isRounded } from '#api/lib/parse-exactly.ts'
import { wordOf } from '#api/lib/word-of.ts'
import { readReported } from '#api/metadata/read-reported.ts'
import { storableText } from '#api/metadata/text.ts'
import { networkOfInvoice } from '#api/source/kind/network.ts'
import type { ForeignReports } from '#api/source/kind/reading.ts'
import type { Network } from '#db/schema/wallet.ts'

/**
 * Reads one invoice of LND: of its gRPC (bytes as such), `GET /v1/invoices` (bytes in base64) or `lncli listinvoices` (bytes
 * in hex). Only settled ones are payments. Its id is the add index. An AMP invoice gives one report for each settled set; where
 * the payment was spontaneous, LND gives no r_hash, and the set id is the payer's payment hash.
 */
export function lndInvoiceAsReports(invoice: unknown): ForeignReports {
  if (!isObject(invoice)) return { error: 'An invoice must be a JSON object.' }
  if (invoice.state !== 'SETTLED' && !(invoice.state === undefined && invoice.settled === true))
    return { skip: `not settled (${wordOf(invoice.state)})` }
  const sets = invoice.is_amp === true ? settledSets(invoice.amp_invoice_state) : []
  const given = hexOf(invoice.r_hash)
  const isSpontaneousAmp = given === '' && sets.length > 0
  const hash = isSpontaneousAmp ? sets[0]?.id : given
  if (hash?.length !== 64) return { error: 'r_hash must be the payment hash.' }
  const ref = digitsOf(invoice.add_index)
  if (!ref) return { error: 'add_index must be a number.' }
  const memo = typeof invoice.memo === 'string' && invoice.memo !== '' ? storableText(invoice.memo) : null
  const htlcs = Array.isArray(invoice.htlcs) ? invoice.htlcs.filter(isSettled) : []
  if (sets.length > 0) {
    const reports: Report[] = []
    for (const set of sets) {
      const own = htlcs.filter((htlc) => isObject(htlc.amp) && hexOf(htlc.amp.set_id) === set.id)
      const report = makeReport({
        ref: `${ref}:${set.id}`,
        hash: isSpontaneousAmp ? set.id : hash,
        set_id: set.id,
        memo,
        records: recordsOf(own),
        amount: set.amount,
        at: set.at,
        keysend: isSpontaneousAmp,
        network: networkOfInvoice(invoice.payment_request),
      })
      if ('error' in report) return report
      reports.push(report)
    }
    return { reports }
  }
  const report = makeReport({
    ref,
    hash,
    set_id: null,
    memo,
    records: recordsOf(htlcs),
    amount: paidOf(invoice),
    at: invoice.settle_date,
    keysend: invoice.is_keysend === true || !invoice.payment_request,
    network: networkOfInvoice(invoice.payment_request),
  })
  return 'error' in report ? report : { reports: [report] }
}

type Parts = {
  ref: string
  hash: string
  set_id: string | null
  memo: string | null
  records: Map<string, Buffer>
  amount: unknown
  at: unknown
  keysend: boolean
  network: Network | null
}

function makeReport({
  ref,
  hash,
  set_id,
  memo,
  records,
  amount,
  at,
  keysend,
  network,
}: Parts): Report | { error: string } {
  const amount_msat = readAmount(amount)
  if (amount_msat === null || amount_msat < 0)
    return { error: 'amt_paid_msat must be a whole number of msat up to 2^53 - 1.' }
  const settled_at = readInstant(at)
  if (!settled_at) return { error: 'settle_date must be a time.' }
  return {
    ref,
    wallet: null,
    payment_hash: hash,
    set_id,
    settled_at,
    money: { kind: 'sats', amount_msat: msat(amount_msat), fee_msat: msat(0), price: null },
    rail: keysend ? 'keysend' : 'bolt11',
    memo,
    ...readReported({
      said: { custom_records: Object.fromEntries(records) },
      amount_msat,
      memo,
      comment: null,
    }),
    refund_of: null,
    network,
  }
}

/** What was paid, which older nodes and some copies of them only have in whole sats. */
function paidOf({ amt_paid_msat, amt_paid_sat }: Record<string, unknown>): unknown {
  const sats = readAmount(amt_paid_sat)
  const isMissing = amt_paid_msat === undefined || amt_paid_msat === null || readAmount(amt_paid_msat) === 0
  return isMissing && sats !== null ? sats * 1000 : amt_paid_msat
}

/** The TLV records of the HTLCs that were settled; of several, the first that has one. */
function recordsOf(htlcs: Record<string, unknown>[]): Map<string, Buffer> {
  const records = new Map<string, Buffer>()
  for (const { custom_records } of htlcs) {
    if (!isObject(custom_records)) continue
    for (const [key, value] of Object.entries(custom_records)) {
      const type = recordType(key)
      const bytes = bytesOf(value)
      if (bytes !== null && !records.has(type)) records.set(type, bytes)
    }
  }
  return records
}

function settledSets(states: unknown): { id: string; amount: unknown; at: unknown }[] {
  if (!isObject(states)) return []
  return Object.entries(states).flatMap(([key, state]) => {
    const id = hexOf(key)
    if (!id || !isObject(state) || state.state !== 'SETTLED') return []
    return [{ id, amount: state.amt_paid_msat, at: state.settle_time }]
  })
}

function isSettled(htlc: unknown): htlc is Record<string, unknown> {
  return isObject(htlc) && htlc.state === 'SETTLED'
}

/** The number of a TLV record; over gRPC it comes as the eight bytes of a little-endian number, each a character. */
export function recordType(key: string): string {
  if (/^\d+$/.test(key) || key.length !== 8) return key
  return Buffer.from(key, 'latin1').readBigUInt64LE().toString()
}

function hexOf(value: unknown): string | null {
  return bytesOf(value)?.toString('hex') ?? null
}

/** Bytes, given as such (gRPC), as hex (lncli) or as base64 (REST). */
function bytesOf(value: unknown): Buffer | null {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  if (typeof value !== 'string') return null
  if (/^([0-9a-f]{2})*$/i.test(value)) return Buffer.from(value, 'hex')
  return /^[A-Za-z0-9+/_-]*={0,2}$/.test(value) ? Buffer.from(value, 'base64') : null
}

function digitsOf(value: unknown): string | null {
  const text = typeof value === 'number' && !isRounded(value) ? String(value) : value
  return typeof text === 'string' && /^\d{1,20}$/.test(text) ? text : null
}
