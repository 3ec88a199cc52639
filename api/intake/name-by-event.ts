import { sql, type Transaction } from 'kysely'
import { comparableTitle } from '#api/metadata/comparable.ts'
import type { Reading } from '#api/metadata/reading.ts'
import { indexable } from '#db/query/index-key.ts'
import { ownsEvent } from '#db/query/owns-event.ts'
import type { DB } from '#db/schema/index.ts'

type Named = { metadata?: { reading: Reading | null } | null }

/**
 * Of boosts that were sent during a live event of The Split Kit the names are those of the song or guest that was on. Where a feed says
 * whose event that is, they get the show's and the live item's instead, and keep what was on by the title that they have for it, else by
 * that of the event's block.
 */
export async function nameByEvent(trx: Transaction<DB>, payments: readonly Named[]): Promise<void> {
  const readings = payments.flatMap(({ metadata }) => (metadata?.reading?.event_guid ? metadata.reading : []))
  if (readings.length === 0) return
  const guids = [...new Set(readings.flatMap(({ event_guid }) => (event_guid ? indexable(event_guid) : [])))]
  const blocks = [...new Set(readings.flatMap(({ block_guid }) => (block_guid ? indexable(block_guid) : [])))]
  const { rows } = await sql<{
    event_guid: string
    key: string
    kind: 'guid' | 'feed_url' | 'title'
    value: string
    titles: string[]
    blocks: Record<string, string>
  }>`
    select distinct on (l.event_guid) l.event_guid, l.key, n.kind, n.value,
      array(select value from show_names own where own.show_id = l.show_id and own.kind = 'title') as titles,
      coalesce((select json_object_agg(block_guid, title) from live_blocks b
        where b.event_guid = l.event_guid and block_guid = any(${blocks}::text[])), '{}') as blocks
    from live_items l join show_names n on n.show_id = l.show_id and n.kind in ('guid', 'feed_url', 'title')
    where l.event_guid = any(${guids}::text[]) and ${ownsEvent('l')}
    order by l.event_guid, l.in_feed desc, l.began_at desc nulls last, n.kind <> 'guid', n.kind <> 'feed_url', n.value`.execute(
    trx,
  )
  const events = new Map(rows.map((row) => [row.event_guid, row]))
  for (const reading of readings) {
    const event = events.get(indexable(reading.event_guid ?? ''))
    if (!event) continue
    reading.remote = whatWasOn(reading, event)
    reading.show = { [event.kind]: event.value }
    reading.episode = { guid: event.key }
  }
}

type Event = { titles: readonly string[]; blocks: Record<string, string> }

/** What was on: by its own names, where those are not the show's. */
function whatWasOn(
  { remote, show, episode, block_guid }: Reading,
  { titles, blocks }: Event,
): Reading['remote'] {
  const isOwn = (title: string) => titles.includes(comparableTitle(title))
  const named = {
    feed_guid: remote?.feed_guid ?? show.guid,
    item_guid: remote?.item_guid ?? episode.guid,
    podcast: remote?.podcast ?? show.title,
    episode: remote?.episode ?? episode.title,
  }
  const own = [named.podcast, named.episode].filter((title) => title !== undefined)
  const guid = block_guid === undefined ? '' : indexable(block_guid)
  const block = Object.hasOwn(blocks, guid) ? blocks[guid] : undefined
  if (block !== undefined && own.every(isOwn)) {
    named.podcast = undefined
    named.episode = block
  }
  return named
}
