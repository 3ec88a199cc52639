import { msat } from '#api/contract/msat.ts'
import type { Rail } from '#api/contract/rail.ts'
import { readAmount, readInstant } from '#api/intake/read-values.ts'
import { isObject } from '#api/lib/is-object.ts'
import { wordOf } from '#api/lib/word-of.ts'
import { readReported } from '#api/metadata/read-reported.ts'
import { storableText } from '#api/metadata/text.ts'
import { networkOfInvoice } from '#api/source/kind/network.ts'
import type { ForeignReports } from '#api/source/kind/reading.ts'

/**
 * Reads one transaction of Nostr Wallet Connect (NIP-47): amounts are msat, its id is the payment hash. The TLV records are
 * decoded here: wallets drop boostagrams that they cannot read themselves.
 */
export function transactionAsReports(transaction: unknown): ForeignReports {
  if (!isObject(transaction)) return { error: 'A transaction must be a JSON object.' }
  const { type, state } = transaction
  if (type !== 'incoming') return { skip: 'sent, not received' }
  if (state !== undefined && state !== null && state !== 'settled')
    return { skip: `not settled (${wordOf(state)})` }
  const settled_at = readInstant(transaction.settled_at)
  if (!settled_at)
    return state === 'settled' ? { error: 'settled_at must be a time.' } : { skip: 'not settled' }
  const hash = typeof transaction.payment_hash === 'string' ? transaction.payment_hash.toLowerCase() : ''
  if (!/^[0-9a-f]{64}$/.test(hash)) return { error: 'payment_hash must be 64 hex digits.' }
  const amount = readAmount(transaction.amount)
  if (amount === null || amount < 0) return { error: 'amount must be a whole number of msat up to 2^53 - 1.' }

  const said = isObject(transaction.metadata) ? transaction.metadata : {}
  // An invoice can be paid with TLV records too.
  const keysend = !transaction.invoice
  // The description of a keysend is its message over again.
  const memo = keysend ? null : textOf(transaction.description)
  const read = readReported({ said, amount_msat: amount, memo, comment: textOf(said.comment) })
  const rail: Rail = keysend
    ? 'keysend'
    : isToAddress(said) || read.metadata_url !== null
      ? 'lnaddress'
      : 'bolt11'
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
          fee_msat: msat(Math.max(0, readAmount(transaction.fees_paid) ?? 0)),
          price: null,
        },
        rail,
        memo,
        ...read,
        refund_of: null,
        network: networkOfInvoice(transaction.invoice),
      },
    ],
  }
}

/** What only a payment to a Lightning address has. */
function isToAddress({ comment, payer_data, nostr }: Record<string, unknown>): boolean {
  return [comment, payer_data, nostr].some((value) => value !== undefined && value !== null)
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? storableText(value) : null
}
