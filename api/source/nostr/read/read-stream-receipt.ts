import { readPosition } from '#api/metadata/fields.ts'
import { defined } from '#api/metadata/read-boostagram.ts'
import { emptyReading } from '#api/metadata/reading.ts'
import {
  amountTag,
  type EventClaim,
  KIND,
  type NostrEvent,
  podcastIds,
  tagOf,
} from '#api/source/nostr/read/nostr-event.ts'

/** Reads what an app publishes of streaming (kinds 3369 and 33369): it names who streamed, and is never a boost. */
export function readStreamReceipt(event: NostrEvent): EventClaim | null {
  if (event.kind !== KIND.stream && event.kind !== KIND.streamTotal) return null
  const ids = podcastIds(event)
  if (ids.shows.length + ids.episodes.length === 0) return null
  const warnings: string[] = []
  const [guid] = ids.shows
  const [episode] = ids.episodes
  return {
    route: 'stream-receipt',
    reading: {
      ...emptyReading(),
      action: 'stream',
      show: defined({ guid }),
      episode: defined({ guid: episode }),
      app: defined({ name: tagOf(event, 'app') ?? tagOf(event, 'client'), version: tagOf(event, 'app', 2) }),
      position_s: readPosition(new Map([['ts', tagOf(event, 'position')]])),
      claimed_msat: amountTag(event, warnings),
      warnings,
    },
    payer: event.pubkey,
    payment_hash: null,
    url: null,
    ids,
    quotes: null,
  }
}
