import type { Reading } from '#api/metadata/reading.ts'
import type { ClaimRoute } from '#db/schema/claim.ts'

/** A boost as an app, a note or a receipt says it was sent. It is no money: a wallet proves it, or nobody does. */
export type ClaimReport = {
  route: ClaimRoute
  /** The source that brought it; null where it was posted to the show's address. */
  source_id: number | null
  /** What it is called in its route, for ever: the message's guid, the event's id. */
  ref: string
  show_id: number
  /**
   * What it says: action, message, sender, app, episode, position; `claimed_msat` the whole boost, `claimed_split_msat` the one
   * payment where it is only of that.
   */
  reading: Reading
  /**
   * Who signed it, and so may take it back, or the sender's id at the app; names come and go, this stays. Whose words a Nostr key
   * signed is said by the reading: `sender.id` is the key where they are its owner's.
   */
  sender_key: { kind: 'nostr' | 'app'; key: string } | null
  sent_at: Date
  fiat: { amount_minor: number; currency: string } | null
  /** Hex, of the payment that it is about: of a zap's invoice, SHA-256 of a preimage. */
  payment_hash: string | null
  /** The address that a payment's memo has too. */
  url: string | null
  /** As received; whatever JSON can say. */
  raw: unknown
}

/** What became of a report; `boost_id` is null of what names a stream's sender, and of what was taken back. */
export type ClaimOutcome = { claim_id: string; boost_id: string | null; status: 'recorded' | 'duplicate' }
