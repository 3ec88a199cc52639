import { sql, type Transaction } from 'kysely'
import type { Reading } from '#api/metadata/reading.ts'
import type { DB } from '#db/schema/index.ts'

type Named = { metadata?: { reading: Reading | null } | null }

/**
 * Of boosts that were sent during a live event of The Split Kit the names are those of the song that played. Where a feed says whose event
 * that is, they get the show's and the live item's instead, and keep the song's as what else played.
 */
export async function nameByEvent(trx: Transaction<DB>, payments: readonly Named[]): Promise<void> {
  const readings = payments.flatMap(({ metadata }) => (metadata?.reading?.event_guid ? metadata.reading : []))
  if (readings.length === 0) return
  const guids = [...new Set(readings.flatMap(({ event_guid }) => event_guid ?? []))]
  const { rows } = await sql<{
    event_guid: string
    key: string
    kind: 'guid' | 'feed_url' | 'title'
    value: string
  }>`
    select distinct on (l.event_guid) l.event_guid, l.key, n.kind, n.value
    from live_items l join show_names n on n.show_id = l.show_id and n.kind in ('guid', 'feed_url', 'title')
    where l.event_guid = any(${guids}::text[])
    order by l.event_guid, l.in_feed desc, l.began_at desc nulls last, n.kind <> 'guid', n.kind <> 'feed_url', n.value`.execute(
    trx,
  )
  const events = new Map(rows.map((row) => [row.event_guid, row]))
  for (const reading of readings) {
    const event = events.get(reading.event_guid ?? '')
    if (!event) continue
    reading.remote ??= {
      ...(reading.show.guid === undefined ? {} : { feed_guid: reading.show.guid }),
      ...(reading.show.title === undefined ? {} : { podcast: reading.show.title }),
      ...(reading.episode.title === undefined ? {} : { episode: reading.episode.title }),
    }
    reading.show = { [event.kind]: event.value }
    reading.episode = { guid: event.key }
  }
}
