import { type Kysely, type RawBuilder, sql } from 'kysely'
import { notifyLive } from '#api/live/notify-live.ts'
import type { DB } from '#db/schema/index.ts'
import type { Overlay } from '#db/schema/overlay.ts'

/** What was sent longer ago is no news: a file of the past, a wallet that was away. */
const NEWS_MS = 60 * 60 * 1000
/** Older ones nobody asks for again. */
const KEPT_MS = 2 * 24 * 60 * 60 * 1000
/** An index on the time is a coarse one: nothing is recorded long before it was sent. */
const AHEAD_MS = 10 * 60 * 1000

type Filled = Pick<Overlay, 'id' | 'show_id' | 'settings' | 'since'>

/**
 * Puts into an overlay's queue what came since and is not in it: boosts that wallets received, and goals that were reached. However often
 * and by however many processes it is called, each comes once.
 */
export async function fillAlerts(
  db: Kysely<DB>,
  overlay: Filled,
  show: { slug: string },
  now: Date,
): Promise<void> {
  const news = newsOf(overlay, now)
  const { rows } = await sql`select from (${news}) news limit 1`.execute(db)
  if (rows.length === 0) return
  await db.transaction().execute(async (trx) => {
    const { last_place, settings } = await trx
      .selectFrom('overlays')
      .select(['last_place', 'settings'])
      .where('id', '=', overlay.id)
      .forUpdate()
      .executeTakeFirstOrThrow()
    // Goals are the show's own words, and need no look.
    const isHeld = sql`${sql.lit(settings.moderated)} and kind = 'boost'`
    const { rows: filled } = await sql<{ place: number | null }>`
      insert into overlay_alerts (overlay_id, kind, boost_id, goal_id, goal_reached_at, state, place, created_at)
      select ${overlay.id}::uuid, kind, boost_id, goal_id, goal_reached_at,
        case when ${isHeld} then 'waiting' else 'released' end,
        case when ${isHeld} then null
          else ${last_place}::bigint + count(*) filter (where not (${isHeld})) over (order by at, boost_id, goal_id) end, ${now}::timestamptz
      from (${newsOf({ ...overlay, settings }, now)}) news order by at, boost_id, goal_id
      returning place`.execute(trx)
    const places = filled.flatMap(({ place }) => place ?? [])
    await trx
      .updateTable('overlays')
      .set({ last_place: Math.max(last_place, ...places) })
      .where('id', '=', overlay.id)
      .execute()
    await trx
      .deleteFrom('overlay_alerts')
      .where('overlay_id', '=', overlay.id)
      .where('created_at', '<', new Date(now.getTime() - KEPT_MS))
      .execute()
    if (filled.length > 0) await notifyLive(trx, { kind: 'overlay', show: show.slug })
  })
}

/** What is not in the queue yet. Unproven claims never are: no wallet received anything. */
function newsOf({ id, show_id, settings, since }: Filled, now: Date): RawBuilder<unknown> {
  const from = new Date(now.getTime() - NEWS_MS)
  return sql`
    select 'boost' as kind, b.id as boost_id, null::uuid as goal_id, null::timestamptz as goal_reached_at, b.recorded_at as at
    from boosts b
    where ${sql.lit(settings.alerts)} and b.show_id = ${show_id} and b.sent_at >= ${new Date(
      Math.max(from.getTime(), since.getTime() - AHEAD_MS),
    )}
      and b.recorded_at >= ${since} and b.payment_count > 0 and not b.hidden and b.dropped is null
      and (b.action = 'boost' or ${sql.lit(settings.autos)})
      and not exists (select from overlay_alerts a where a.overlay_id = ${id} and a.boost_id = b.id and not a.again)
    union all
    select 'goal', null, g.id, g.reached_at, g.reached_at
    from goals g
    where ${sql.lit(settings.goals)} and g.show_id = ${show_id} and g.reached_at >= greatest(${since}::timestamptz, ${from}::timestamptz)
      and not exists (
        select from overlay_alerts a
        where a.overlay_id = ${id} and a.goal_id = g.id and a.goal_reached_at = g.reached_at and not a.again)`
}
