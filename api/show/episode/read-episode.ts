import type { Kysely } from 'kysely'
import type { EpisodeJson } from '#api/contract/show.ts'
import { orNotFound } from '#api/http/or-not-found.ts'
import { episodesAsJson } from '#api/show/episode/episode-as-json.ts'
import { findEpisode } from '#api/show/episode/find-episode.ts'
import type { DB } from '#db/schema/index.ts'

/** The episode that an id names or named, with its sums. @throws AppError not-found */
export async function readEpisode(db: Kysely<DB>, id: string): Promise<EpisodeJson> {
  const [episode] = await episodesAsJson(db, [await findEpisode(db, id)], { sums: true })
  return orNotFound(episode, 'episode with this id')
}
