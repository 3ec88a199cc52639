import { type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import { idField, type Page } from '#api/contract/common.ts'
import type { EpisodeJson, EpisodeListQuery } from '#api/contract/show.ts'
import { cutPage, readCursor } from '#api/http/cursor.ts'
import { episodesAsJson } from '#api/show/episode/episode-as-json.ts'
import { sumEpisodes } from '#api/totals/episode/sum-episodes.ts'
import type { SeenAndWhole } from '#api/totals/read/with-totals.ts'
import type { Show } from '#db/schema/show.ts'

/** When an episode was published in epoch milliseconds (null: not known, those come last), and its id. */
const placeSchema = z.tuple([z.int().nullable(), idField])

/**
 * A page of a show's episodes, the latest published first; those without a date last, the latest made first.
 * @throws AppError bad-request where the cursor is not one of ours; unprocessable where sums are larger than can be said
 */
export async function listEpisodes(
  from: SeenAndWhole,
  show: Pick<Show, 'id' | 'slug'>,
  query: EpisodeListQuery,
): Promise<Page<EpisodeJson>> {
  const { db } = from
  let wanted = db
    .selectFrom('episodes')
    .selectAll()
    .where('show_id', '=', show.id)
    .where(sql<SqlBool>`not exists (select from episode_aliases merged where merged.id = episodes.id)`)
    .orderBy('published_at', (order) => order.desc().nullsLast())
    .orderBy('id', 'desc')
    .limit(query.limit + 1)
  if (query.provisional !== undefined) wanted = wanted.where('provisional', '=', query.provisional)
  if (query.q !== undefined) wanted = wanted.where(sql<SqlBool>`strpos(lower(title), lower(${query.q})) > 0`)
  if (query.cursor !== undefined) {
    const [at, id] = readCursor(placeSchema, query.cursor)
    const published = at === null ? null : new Date(at)
    wanted = wanted.where(
      published === null
        ? sql<SqlBool>`published_at is null and id < ${id}`
        : sql<SqlBool>`published_at < ${published} or (published_at = ${published} and id < ${id}) or published_at is null`,
    )
  }
  const rows = await wanted.execute()
  const { page, next_cursor } = cutPage(rows, query.limit, (row) => [
    row.published_at?.getTime() ?? null,
    row.id,
  ])
  const episodes = await episodesAsJson(db, page)
  if (!query.sums) return { items: episodes, next_cursor }
  const ids = episodes.map(({ id }) => id)
  const sumsOf = await sumEpisodes(from, show.slug, ids)
  return { items: episodes.map((episode) => ({ ...episode, ...sumsOf(episode.id) })), next_cursor }
}
