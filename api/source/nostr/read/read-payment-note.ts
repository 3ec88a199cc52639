import { isWordless } from '#api/metadata/own-words.ts'
import { defined } from '#api/metadata/read-boostagram.ts'
import { emptyReading } from '#api/metadata/reading.ts'
import { storableText } from '#api/metadata/text.ts'
import {
  amountTag,
  type EventClaim,
  isHex64,
  KIND,
  type NostrEvent,
  podcastIds,
  tagOf,
} from '#api/source/nostr/read/nostr-event.ts'
import { payerOf } from '#api/source/nostr/read/read-boost-note.ts'

/**
 * Reads the words that a site published for one invoice before it was paid (kind 30078, "V4V 2.0"): `d` is the payment hash,
 * `amount` what this one payment is to be.
 * @returns null where it is something else: many programs keep settings under this kind
 */
export function readPaymentNote(event: NostrEvent): EventClaim | null {
  const payment_hash = tagOf(event, 'd')?.toLowerCase()
  if (event.kind !== KIND.paymentNote || !isHex64(payment_hash)) return null
  const warnings: string[] = []
  const amount = amountTag(event, warnings)
  if (tagOf(event, 'type') !== 'donation_boostagram' && amount === null) return null
  const ids = podcastIds(event)
  const [guid] = ids.shows
  const [episode] = ids.episodes
  return {
    route: 'payment-note',
    reading: {
      ...emptyReading(),
      action: 'boost',
      show: defined({ guid }),
      episode: defined({ guid: episode }),
      app: defined({ name: tagOf(event, 'app') ?? tagOf(event, 'client'), version: tagOf(event, 'app', 2) }),
      message: isWordless(event.content) ? null : storableText(event.content).trim(),
      claimed_split_msat: amount,
      warnings,
    },
    payer: payerOf(event),
    payment_hash,
    url: null,
    ids,
    quotes: null,
  }
}
