import { msat } from '#api/contract/msat.ts'
import type { Rail } from '#api/contract/rail.ts'
import { readAmount, readInstant } from '#api/intake/read-values.ts'
import { isObject } from '#api/lib/is-object.ts'
import { wordOf } from '#api/lib/word-of.ts'
import { readReported } from '#api/metadata/read-reported.ts'
import { storableText } from '#api/metadata/text.ts'
import { networkOfInvoice } from '#api/source/kind/network.ts'
import type { ForeignReports } from '#api/source/kind/reading.ts'

/** How Core Lightning begins the description of a keysend; what follows is the longest text among its TLV records. */
const KEYSEND = 'keysend: '

/**
 * Reads one invoice of Core Lightning (`listinvoices`, `waitanyinvoice`): amounts are msat. Of a keysend's TLV
 * records only the longest text is told: as a rule the boostagram, else a chat note.
 */
export function clnInvoiceAsReports(invoice: unknown): ForeignReports {
  if (!isObject(invoice)) return { error: 'An invoice must be a JSON object.' }
  if (invoice.status !== 'paid') return { skip: `not settled (${wordOf(invoice.status)})` }
  const hash = typeof invoice.payment_hash === 'string' ? invoice.payment_hash.toLowerCase() : ''
  if (!/^[0-9a-f]{64}$/.test(hash)) return { error: 'payment_hash must be 64 hex digits.' }
  const amount = readMsat(invoice.amount_received_msat)
  if (amount === null || amount < 0)
    return { error: 'amount_received_msat must be a whole number of msat up to 2^53 - 1.' }
  const settled_at = readInstant(invoice.paid_at)
  if (!settled_at) return { error: 'paid_at must be a time.' }
  const keysend = isKeysend(invoice)
  const description = textOf(invoice.description)
  const memo = keysend ? null : description
  const read = readReported({
    said: {},
    amount_msat: amount,
    memo,
    comment: null,
    ...(keysend ? saidOfKeysend(description) : {}),
  })
  const rail: Rail = keysend ? 'keysend' : read.metadata_url === null ? 'bolt11' : 'lnaddress'
  return {
    reports: [
      {
        ref: hash,
        wallet: null,
        payment_hash: hash,
        set_id: null,
        settled_at,
        money: { kind: 'sats', amount_msat: msat(amount), fee_msat: msat(0), price: null },
        rail,
        memo,
        ...read,
        refund_of: null,
        network: networkOfInvoice(invoice.bolt11),
      },
    ],
  }
}

function isKeysend({ label }: Record<string, unknown>): boolean {
  return typeof label === 'string' && /^keysend-\d+\.\d+$/.test(label)
}

/** JSON is a boostagram, whether it can be read or not; other text a note. */
function saidOfKeysend(description: string | null) {
  if (!description?.startsWith(KEYSEND)) return {}
  const text = description.slice(KEYSEND.length)
  return text.trimStart().startsWith('{') ? { said: { boostagram: text } } : { comment: text }
}

/** Nodes before 23.08 write `1000msat`. */
function readMsat(value: unknown): number | null {
  return readAmount(typeof value === 'string' ? value.replace(/msat$/, '') : value)
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? storableText(value) : null
}
