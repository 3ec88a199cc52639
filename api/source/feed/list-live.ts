import { type Kysely, sql } from 'kysely'
import { findEpisodeId } from '#api/alias/alias.ts'
import { boostAsJson } from '#api/boost/boost-as-json.ts'
import { selectBoosts } from '#api/boost/select-boosts.ts'
import type { Context } from '#api/context.ts'
import type { LiveItemJson } from '#api/contract/live-item.ts'
import { findShow } from '#api/show/find-show.ts'
import { anyOf } from '#db/query/any-of.ts'
import type { DB } from '#db/schema/index.ts'
import type { LiveItem } from '#db/schema/live.ts'

const DAY_MS = 24 * 3_600_000
const SHOWN = 50

/** Shows that are announced for the next days, on, or were in the last day, the latest first. @throws AppError not-found */
export async function listLive(
  { db, now }: Pick<Context, 'db' | 'now'>,
  slug: string,
): Promise<{ items: LiveItemJson[] }> {
  const show = await findShow(db, slug)
  const rows = await db
    .selectFrom('live_items')
    .selectAll()
    .where('show_id', '=', show.id)
    .where((row) =>
      row.or([
        row.and([row('in_feed', '=', true), row('status', '<>', 'ended')]),
        row('ended_at', '>', new Date(now().getTime() - DAY_MS)),
      ]),
    )
    .orderBy((row) => row.fn.coalesce('began_at', 'start_at'), 'desc')
    .execute()
  const items: LiveItemJson[] = []
  for (const row of rows) {
    const episode_id = (await findEpisodeId(db, row.episode_id)) ?? row.episode_id
    items.push(await describe(db, { ...row, episode_id }, now()))
  }
  return { items }
}

async function describe(db: Kysely<DB>, item: LiveItem, now: Date): Promise<LiveItemJson> {
  const { rows } = await sql<{ count: number; sum: number; ids: string[] | null }>`
    with own as (
      select id, counted_msat, sent_at from boosts where payment_count > 0 and not hidden and show_id = ${item.show_id}
        and (episode_id = ${item.episode_id} or (episode_id is null and ${item.began_at}::timestamptz is not null
          and sent_at between ${item.began_at}::timestamptz - interval '5 minutes'
            and coalesce(${item.ended_at}::timestamptz, ${now}::timestamptz) + interval '15 minutes')))
    select count(*)::integer as count, coalesce(sum(counted_msat), 0)::float8 as sum,
      (select array_agg(id) from (select id from own order by sent_at desc, id desc limit ${SHOWN}) l) as ids from own`.execute(
    db,
  )
  const [{ count, sum, ids } = { count: 0, sum: 0, ids: null }] = rows
  const boosts = await selectBoosts(db)
    .where('boosts.id', '=', anyOf(ids ?? []))
    .orderBy('boosts.sent_at', 'desc')
    .orderBy('boosts.id', 'desc')
    .execute()
  const { title, status, start_at, began_at, ended_at, episode_id } = item
  return {
    title,
    status,
    start_at: start_at?.toISOString() ?? null,
    began_at: began_at?.toISOString() ?? null,
    ended_at: ended_at?.toISOString() ?? null,
    episode: { id: episode_id, title },
    count,
    counted_msat: sum,
    boosts: boosts.map(boostAsJson),
    published: await findPublished(db, item),
  }
}

/** The first episode that was published after it ended, where it is none itself. */
async function findPublished(
  db: Kysely<DB>,
  { show_id, episode_id, status, began_at, start_at }: LiveItem,
): Promise<{ id: string; title: string | null } | null> {
  const since = began_at ?? start_at
  if (status !== 'ended' || !since) return null
  const { rows } = await sql<{ id: string; title: string | null }>`
    select e.id, e.title from feed_items i join episodes e on e.id = i.episode_id
    where i.show_id = ${show_id} and i.in_feed and i.published_at >= ${since}
      and not exists (select from feed_items own where own.show_id = ${show_id} and own.episode_id = ${episode_id})
    order by i.published_at limit 1`.execute(db)
  return rows[0] ?? null
}
