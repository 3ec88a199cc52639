import { type Kysely, sql } from 'kysely'
import { boostAsJson } from '#api/boost/boost-as-json.ts'
import { selectBoosts } from '#api/boost/select-boosts.ts'
import type { Context } from '#api/context.ts'
import type { BoostJson } from '#api/contract/boost.ts'
import type { LiveItemJson } from '#api/contract/live-item.ts'
import type { EpisodeJoinJson } from '#api/contract/show.ts'
import { findShow } from '#api/show/find-show.ts'
import { listJoins } from '#api/show/merge/list-joins.ts'
import { anyOf } from '#db/query/any-of.ts'
import type { DB } from '#db/schema/index.ts'
import type { LiveItem } from '#db/schema/live.ts'

const DAY_MS = 24 * 3_600_000
const SHOWN = 50

type Row = Pick<
  LiveItem,
  'title' | 'status' | 'start_at' | 'began_at' | 'ended_at' | 'episode_id' | 'alone'
> & {
  count: number
  counted_msat: number
  ids: string[] | null
  published_id: string | null
  published_title: string | null
  own_id: string
  episode_title: string | null
}

/** Shows that are announced for the next days, on, or were in the last day, the latest first. @throws AppError not-found */
export async function listLive(
  { db, now }: Pick<Context, 'db' | 'now'>,
  slug: string,
): Promise<{ items: LiveItemJson[] }> {
  const show = await findShow(db, slug)
  const rows = await loadItems(db, show.id, now())
  const found = await selectBoosts(db)
    .where('boosts.id', '=', anyOf(new Set(rows.flatMap(({ ids }) => ids ?? []))))
    .execute()
  const joins = await listJoins(db, [...new Set(rows.map(({ episode_id }) => episode_id))])
  const boosts = new Map(found.map((row) => [row.id, boostAsJson(row)]))
  return { items: rows.map((row) => describe(row, boosts, joins)) }
}

/** All at once, with the first episode that was published after one ended, where it is none itself: some feeds announce a season. */
async function loadItems(db: Kysely<DB>, showId: number, now: Date): Promise<Row[]> {
  const during = sql`sent_at between l.began_at - interval '5 minutes'
    and coalesce(l.ended_at, ${now}::timestamptz) + interval '15 minutes'`
  const { rows } = await sql<Row>`
    select l.title, l.status, l.start_at, l.began_at, l.ended_at, l.episode_id, l.own_id, l.alone,
      (select title from episodes where id = l.episode_id) as episode_title, sent.*, published.*
    from (
      select i.title, status, start_at, began_at, ended_at, coalesce(a.episode_id, i.episode_id) as episode_id,
        i.episode_id as own_id, i.alone,
        exists (select from feed_items o where o.show_id = i.show_id and o.episode_id = coalesce(a.episode_id, i.episode_id))
          as is_published
      from live_items i left join episode_aliases a on a.id = i.episode_id
      where show_id = ${showId}
        -- A feed may forget to end one.
        and ((in_feed and status <> 'ended' and coalesce(end_at > ${new Date(now.getTime() - DAY_MS)}, true)) or ended_at > ${new Date(now.getTime() - DAY_MS)}
          or exists (select from episode_joins j where j.joined_at > ${new Date(now.getTime() - DAY_MS)} and not j.parting
            and ((j.survivor = i.episode_id and j.why <> 'hand') or j.gone = i.episode_id)))
    ) l
    cross join lateral (
      with own as (
        select id, counted_msat, sent_at from boosts where payment_count > 0 and not hidden and show_id = ${showId}
          and (
            -- To what is published too much is sent afterwards.
            (episode_id = l.episode_id and (not l.is_published or l.began_at is null or ${during}))
            or (episode_id is null and l.began_at is not null and ${during})))
      select count(*)::integer as count, coalesce(sum(counted_msat), 0)::float8 as counted_msat,
        (select array_agg(id) from (select id from own order by sent_at desc, id desc limit ${SHOWN}) newest) as ids from own
    ) sent
    left join lateral (
      select e.id as published_id, e.title as published_title from feed_items i join episodes e on e.id = i.episode_id
      where i.show_id = ${showId} and i.in_feed and i.published_at >= coalesce(l.began_at, l.start_at)
        and not exists (select from feed_items o where o.show_id = ${showId} and o.episode_id = l.episode_id)
      order by i.published_at limit 1
    ) published on l.status = 'ended'
    order by coalesce(l.began_at, l.start_at) desc`.execute(db)
  return rows
}

function describe(
  row: Row,
  boosts: ReadonlyMap<string, BoostJson>,
  joins: Awaited<ReturnType<typeof listJoins>>,
): LiveItemJson {
  const { title, status, start_at, began_at, ended_at, episode_id, count, counted_msat } = row
  const joined = joinOf(row, joins.get(episode_id) ?? [])
  return {
    title,
    status,
    start_at: start_at?.toISOString() ?? null,
    began_at: began_at?.toISOString() ?? null,
    ended_at: ended_at?.toISOString() ?? null,
    episode: { id: episode_id, title },
    count,
    counted_msat,
    boosts: (row.ids ?? []).flatMap((id) => boosts.get(id) ?? []),
    published: row.published_id === null ? null : { id: row.published_id, title: row.published_title },
    parted: row.alone && joined === null,
    joined,
  }
}

/** The last join of the live show's own episode, whichever of the two survived. */
function joinOf(
  { own_id, episode_id, episode_title }: Row,
  joins: readonly (EpisodeJoinJson & { gone: string })[],
): LiveItemJson['joined'] {
  const own = joins.find(({ gone }) => own_id === episode_id || gone === own_id)
  if (!own) return null
  const { gone, ...join } = own
  return { ...join, episode: { id: episode_id, title: gone === own_id ? episode_title : join.title } }
}
