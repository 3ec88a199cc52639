import {
  Nip47NetworkError,
  Nip47ResponseValidationError,
  type Nip47Transaction,
  Nip47UnsupportedEncryptionError,
  Nip47WalletError,
  type NWCClient,
} from '@getalby/sdk/nwc'
import { isProof, type PayingWallet, type Standing, walletSays } from '#api/reply/pay/wallet.ts'
import { connectNwc, UNREADABLE } from '#api/source/nwc/connect.ts'

/** Codes of NIP-47 with which a wallet refuses before it begins. After any other something may be under way. */
const REFUSALS = [
  'RATE_LIMITED',
  'NOT_IMPLEMENTED',
  'INSUFFICIENT_BALANCE',
  'QUOTA_EXCEEDED',
  'RESTRICTED',
  'UNAUTHORIZED',
  'UNSUPPORTED_ENCRYPTION',
]
/** As much as passes any relay at once: keysends carry words. */
const PAGE = 10
const MOST_LISTED = 200
const EARLIER_S = 600

/** A wallet behind Nostr Wallet Connect. */
export function openNwcWallet(connection: string): PayingWallet {
  const wallet = connectNwc({ connection })
  const { client } = wallet
  return {
    pay: async (payment) => {
      try {
        const { preimage, fees_paid } =
          'invoice' in payment
            ? await client.payInvoice({ invoice: payment.invoice })
            : await client.payKeysend({
                amount: payment.amount_msat,
                pubkey: payment.node,
                preimage: payment.preimage,
                tlv_records: payment.records,
              })
        return isProof(preimage, payment.payment_hash)
          ? { kind: 'sent', fee_msat: feeOf(fees_paid) }
          : { kind: 'uncertain', answer: 'The wallet says that it paid, and gives no proof of it.' }
      } catch (error) {
        return explain(error)
      }
    },
    lookUp: async (payment_hash, since) => {
      try {
        return standingOf(await client.lookupInvoice({ payment_hash }))
      } catch (error) {
        if (error instanceof Nip47WalletError && error.code === 'NOT_FOUND')
          return { kind: 'unknown', answer: 'The wallet knows of no such payment.' }
        if (!(error instanceof Nip47ResponseValidationError))
          return { kind: 'uncertain', answer: wordsOf(error) }
        return await findListed(client, payment_hash, since)
      }
    },
    // A relay may keep a request.
    forgetsNothingAfterMs: null,
    close: () => wallet.close(),
  }
}

/** The SDK takes no answer for one that has no invoice, as keysends have none: these are looked for in the list. */
async function findListed(client: NWCClient, payment_hash: string, since: Date): Promise<Standing> {
  const from = Math.floor(since.getTime() / 1000) - EARLIER_S
  try {
    for (let offset = 0; offset < MOST_LISTED; offset += PAGE) {
      const { transactions } = await client.listTransactions({
        type: 'outgoing',
        from,
        limit: PAGE,
        offset,
        unpaid_outgoing: true,
      })
      const found = transactions.find((one) => one.payment_hash === payment_hash)
      if (found) return standingOf(found)
      if (transactions.length === 0) break
    }
    return { kind: 'uncertain', answer: 'The wallet knows it, and does not say how it ended.' }
  } catch (error) {
    return { kind: 'uncertain', answer: wordsOf(error) }
  }
}

function standingOf({ state, preimage, payment_hash, fees_paid, settled_at }: Nip47Transaction): Standing {
  if (state === 'failed') return { kind: 'refused', answer: 'The wallet says that the payment failed.' }
  // Wallets of before the field say it by the proof.
  return state === 'settled' || (!state && settled_at > 0 && isProof(preimage, payment_hash))
    ? { kind: 'sent', fee_msat: feeOf(fees_paid) }
    : { kind: 'uncertain', answer: 'The wallet says that it is under way.' }
}

function feeOf(fees_paid: unknown): number {
  return typeof fees_paid === 'number' && Number.isSafeInteger(fees_paid) && fees_paid > 0 ? fees_paid : 0
}

/** Only what cannot have begun is a refusal. */
function explain(error: unknown): Standing {
  const unsent = whyUnsent(error)
  if (unsent !== null) return { kind: 'refused', answer: unsent }
  const answer = wordsOf(error)
  return error instanceof Nip47WalletError && REFUSALS.includes(error.code)
    ? { kind: 'refused', answer }
    : { kind: 'uncertain', answer }
}

/** What the SDK meets before it sends a request: no connection to a relay, and nothing there by which to write to the wallet. */
function whyUnsent(error: unknown): string | null {
  if (error instanceof Nip47NetworkError)
    return 'The relay of the wallet could not be reached, so nothing was sent.'
  if (error instanceof Nip47UnsupportedEncryptionError)
    return 'The wallet speaks a version of Nostr Wallet Connect that Readout does not, so nothing was sent.'
  if (error instanceof Error && /no info event/.test(error.message))
    return 'The relay of the wallet does not know it, so nothing was sent.'
  return null
}

function wordsOf(error: unknown): string {
  if (error instanceof Nip47WalletError && error.code !== UNREADABLE)
    return walletSays(`${error.code}: ${error.message}`)
  return 'The wallet did not answer.'
}
