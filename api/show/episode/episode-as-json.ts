import { type Kysely, sql } from 'kysely'
import type { EpisodeJson } from '#api/contract/show.ts'
import type { DB } from '#db/schema/index.ts'
import type { Episode } from '#db/schema/show.ts'

type Names = { episode_id: string; guid: string | null; item_id: string | null }

/** Episodes as they are answered, without sums, in the order given. */
export async function episodesAsJson(db: Kysely<DB>, episodes: readonly Episode[]): Promise<EpisodeJson[]> {
  const ids = episodes.map((episode) => episode.id)
  const { rows } = await sql<Names>`
    select named.episode_id, min(named.value) filter (where kind = 'item_id') as item_id,
      -- Of several the one that the feed has now.
      coalesce(min(named.value) filter (where kind = 'guid' and in_feed), min(named.value) filter (where kind = 'guid')) as guid
    from episode_names named
    left join feed_items item on item.show_id = named.show_id and item.key = named.value
    where named.episode_id = any(${ids}::uuid[]) group by named.episode_id`.execute(db)
  const names = new Map(rows.map((row) => [row.episode_id, row]))
  return episodes.map(({ id, title, published_at, provisional }) => ({
    id,
    title,
    guid: names.get(id)?.guid ?? null,
    item_id: names.get(id)?.item_id ?? null,
    published_at: published_at?.toISOString() ?? null,
    provisional,
  }))
}
