import type { Kysely } from 'kysely'
import type { EpisodeJson } from '#api/contract/show.ts'
import { orNotFound } from '#api/errors.ts'
import { episodesAsJson } from '#api/show/episode/episode-as-json.ts'
import { findEpisode } from '#api/show/episode/find-episode.ts'
import { listJoins } from '#api/show/merge/list-joins.ts'
import { sumEpisodes } from '#api/totals/episode/sum-episodes.ts'
import type { SeenAndWhole } from '#api/totals/read/with-totals.ts'
import type { DB } from '#db/schema/index.ts'

/** The episode that an id names or named. @throws AppError not-found */
export async function readEpisode(db: Kysely<DB>, id: string): Promise<EpisodeJson> {
  const [episode] = await episodesAsJson(db, [await findEpisode(db, id)])
  return orNotFound(episode, 'episode with this id')
}

/** The same with its sums. @throws AppError not-found, unprocessable where they are larger than can be said */
export async function readEpisodeWithSums(from: SeenAndWhole, id: string): Promise<EpisodeJson> {
  const { db } = from
  const episode = await readEpisode(db, id)
  const { slug } = await db
    .selectFrom('episodes')
    .innerJoin('shows', 'shows.id', 'episodes.show_id')
    .select('shows.slug')
    .where('episodes.id', '=', episode.id)
    .executeTakeFirstOrThrow()
  const sumsOf = await sumEpisodes(from, slug, [episode.id])
  const joins = (await listJoins(db, [episode.id])).get(episode.id) ?? []
  return { ...episode, joins: joins.map(({ gone: _, ...join }) => join), ...sumsOf(episode.id) }
}
