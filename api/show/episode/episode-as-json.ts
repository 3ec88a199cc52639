import { type Kysely, sql } from 'kysely'
import type { EpisodeJson } from '#api/contract/show.ts'
import type { DB } from '#db/schema/index.ts'
import type { Episode } from '#db/schema/show.ts'

type Names = { episode_id: string; guid: string | null; item_id: string | null }
type Sums = Required<Pick<EpisodeJson, 'boost_count' | 'counted_msat' | 'stream_count' | 'streamed_msat'>>

/** Episodes as they are answered, in the order given. @param sums also what boosts and streams brought */
export async function episodesAsJson(
  db: Kysely<DB>,
  episodes: readonly Episode[],
  { sums }: { sums: boolean },
): Promise<EpisodeJson[]> {
  const ids = episodes.map((episode) => episode.id)
  const names = await loadNames(db, ids)
  const summed = sums ? await loadSums(db, ids) : new Map<string, Sums>()
  return episodes.map((episode) => ({
    id: episode.id,
    title: episode.title,
    guid: names.get(episode.id)?.guid ?? null,
    item_id: names.get(episode.id)?.item_id ?? null,
    published_at: episode.published_at?.toISOString() ?? null,
    provisional: episode.provisional,
    ...summed.get(episode.id),
  }))
}

async function loadNames(db: Kysely<DB>, ids: readonly string[]): Promise<Map<string, Names>> {
  const { rows } = await sql<Names>`
    select episode_id,
      min(value) filter (where kind = 'guid') as guid, min(value) filter (where kind = 'item_id') as item_id
    from episode_names where episode_id = any(${ids}::uuid[]) group by episode_id`.execute(db)
  return new Map(rows.map((row) => [row.episode_id, row]))
}

async function loadSums(db: Kysely<DB>, ids: readonly string[]): Promise<Map<string, Sums>> {
  const { rows } = await sql<Sums & { id: string }>`
    select wanted.id, boosted.count as boost_count, boosted.msat as counted_msat,
      streamed.count as stream_count, streamed.msat as streamed_msat
    from unnest(${ids}::uuid[]) as wanted(id)
    cross join lateral (
      select count(*)::integer as count, coalesce(sum(counted_msat), 0)::bigint as msat
      from boosts where episode_id = wanted.id and payment_count > 0
    ) boosted
    cross join lateral (
      select count(*)::integer as count, coalesce(sum(amount_msat), 0)::bigint as msat
      from payments where episode_id = wanted.id and action = 'stream' and not set_aside
    ) streamed`.execute(db)
  return new Map(rows.map(({ id, ...sums }) => [id, sums]))
}
