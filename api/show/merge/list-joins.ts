import type { Kysely } from 'kysely'
import type { EpisodeJoinJson } from '#api/contract/show.ts'
import { anyOf } from '#db/query/any-of.ts'
import type { DB } from '#db/schema/index.ts'

/** What was joined into these episodes and can be parted again, by the survivor's id, the latest first. */
export async function listJoins(
  db: Kysely<DB>,
  episodes: readonly string[],
): Promise<Map<string, (EpisodeJoinJson & { gone: string })[]>> {
  const rows = await db
    .selectFrom('episode_joins')
    .selectAll()
    .where('survivor', '=', anyOf(episodes))
    .where('parting', '=', false)
    .orderBy('id', 'desc')
    .execute()
  const joins = rows.map(({ id, survivor, gone, why, apart_s, joined_at, before }) => ({
    survivor,
    json: { id, title: before.gone.title, why, apart_s, joined_at: joined_at.toISOString(), gone },
  }))
  return new Map(
    [...Map.groupBy(joins, ({ survivor }) => survivor)].map(([id, own]) => [id, own.map(({ json }) => json)]),
  )
}
