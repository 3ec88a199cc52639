import { msat } from '#api/contract/msat.ts'
import type { Rail } from '#api/contract/rail.ts'
import { readAmount, readInstant } from '#api/intake/read-values.ts'
import { isObject } from '#api/lib/is-object.ts'
import { readReported } from '#api/metadata/read-reported.ts'
import { storableText } from '#api/metadata/text.ts'
import { networkOfInvoice } from '#api/source/kind/network.ts'
import type { ForeignReports } from '#api/source/kind/reading.ts'

/** An invoice cannot be paid later than it ends, but for the time that a payment takes. */
const GRACE_MS = 60_000

/**
 * Reads one payment of LNbits' `GET /api/v1/payments`: amounts are msat, negative where sent. Its comment is in `extra`, what
 * else an address payment says in the memo. LNbits keeps no time of settlement, see `settledAt`.
 */
export function lnbitsPaymentAsReports(payment: unknown): ForeignReports {
  if (!isObject(payment)) return { error: 'A payment must be a JSON object.' }
  const { status } = payment
  // Versions before 1.0 say `pending` only.
  const isSettled = status === undefined ? payment.pending === false : status === 'success'
  if (!isSettled) return { skip: `not settled (${String(status ?? 'pending')})` }
  const amount = readAmount(payment.amount)
  if (amount === null) return { error: 'amount must be a whole number of msat up to 2^53 - 1.' }
  if (amount < 0) return { skip: 'sent, not received' }
  const hash = typeof payment.payment_hash === 'string' ? payment.payment_hash.toLowerCase() : ''
  if (!/^[0-9a-f]{64}$/.test(hash)) return { error: 'payment_hash must be 64 hex digits.' }
  const settled_at = settledAt(payment)
  if (!settled_at) return { error: 'updated_at must be a time.' }
  const extra = isObject(payment.extra) ? payment.extra : {}
  const comment = textOf(extra.comment)
  const memo = textOf(payment.memo)
  const read = readReported({ said: extra, amount_msat: amount, memo, comment })
  const isToAddress = comment !== null || payment.tag === 'lnurlp' || extra.tag === 'lnurlp'
  const rail: Rail = isToAddress || read.metadata_url !== null ? 'lnaddress' : 'bolt11'
  return {
    reports: [
      {
        ref: hash,
        wallet: null,
        payment_hash: hash,
        set_id: null,
        settled_at,
        money: {
          kind: 'sats',
          amount_msat: msat(amount),
          fee_msat: msat(Math.abs(readAmount(payment.fee) ?? 0)),
          price: null,
        },
        rail,
        memo,
        ...read,
        refund_of: null,
        network: networkOfInvoice(payment.bolt11),
      },
    ],
  }
}

/**
 * When a payment was settled, as far as LNbits tells: `updated_at` moves as it is, and again only where somebody labels it. Moved
 * past the end of the invoice it says nothing, and the time of the invoice is nearer.
 */
function settledAt({ updated_at, created_at, time, expiry }: Record<string, unknown>): Date | null {
  const made = readInstant(created_at) ?? readInstant(time)
  const changed = readInstant(updated_at) ?? made
  const ends = readInstant(expiry)
  if (changed && made && ends && changed.getTime() > ends.getTime() + GRACE_MS) return made
  return changed
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? storableText(value) : null
}
