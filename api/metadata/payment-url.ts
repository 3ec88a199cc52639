import type { Action } from '#api/contract/action.ts'
import { readAction } from '#api/metadata/read-action.ts'

/** Where a Lightning-address payment's metadata is to be fetched, and what its memo says itself. */
export type PaymentUrl = { url: string; action: Action | null; message: string | null }

/**
 * Reads the memo of a Lightning-address boost: `rss::payment::ACTION URL text`, or Podcast Guru's `V4V: URL`. Only https is
 * taken: the payer chooses the address.
 */
export function readPaymentUrl(memo: string): PaymentUrl | null {
  const [, named, address, text] =
    /^\s*rss::payment::(\w+)\s+(https:\/\/\S+)(?:\s+([\s\S]*))?$/i.exec(memo) ??
    /^\s*V4V:()\s+(https:\/\/boost\.podcastguru\.io\/\S+)(?:\s+([\s\S]*))?$/i.exec(memo) ??
    []
  if (!address || !URL.canParse(address)) return null
  return { url: address, action: readAction(named), message: text?.trim() || null }
}
