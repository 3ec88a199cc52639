import type { EventTemplate } from 'nostr-tools/pure'
import type { BoostJson } from '#api/contract/boost.ts'
import type { OutgoingBody } from '#api/contract/outgoing/told.ts'
import { fillTemplate } from '#api/outgoing/way/body/fill-body.ts'
import { episodeId, KIND, showId } from '#api/source/nostr/read/nostr-event.ts'

/** By what a podcast and an item of it are known (NIP-73). */
export type Guids = { show: string | null; episode: string | null }

/** Relays take it as any other, and keep none of it (NIP-01, ephemeral): nobody reads of a boost that nobody sent. */
const TEST_KIND = 29_001

/**
 * Writes a note: what arrived, in words and as `amount` in msat, never what an app says was meant; with the ids of the podcast and its
 * episode, so that apps find it there.
 */
export function writeNote(
  text: string,
  told: OutgoingBody,
  { show, episode }: Guids,
  at: Date,
): EventTemplate {
  const boost = told.boost && asArrived(told.boost)
  return {
    kind: told.event === 'test' ? TEST_KIND : KIND.note,
    created_at: Math.floor(at.getTime() / 1000),
    content: withoutAddresses(fillTemplate(text, { ...told, boost })).trim(),
    tags: [
      ...(show === null
        ? []
        : [
            ['i', showId(show)],
            ['k', 'podcast:guid'],
          ]),
      ...(episode === null
        ? []
        : [
            ['i', episodeId(episode)],
            ['k', 'podcast:item:guid'],
          ]),
      ...(boost && boost.counted_msat > 0 ? [['amount', String(boost.counted_msat)]] : []),
      ...(boost
        ? [
            ['t', 'boostagram'],
            ['t', 'value4value'],
          ]
        : []),
      ['client', 'Readout'],
    ],
  }
}

function asArrived(boost: BoostJson): BoostJson {
  return { ...boost, counted_msat: boost.received_msat, claimed_msat: null }
}

/** Nobody is mentioned, and nothing quoted, by what a listener wrote: readers take `nostr:` for it (NIP-27). */
function withoutAddresses(text: string): string {
  return text.replaceAll(/nostr:(?=[a-z]+1)/gi, 'nostr:\u2060')
}
