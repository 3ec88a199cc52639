import type { Kysely } from 'kysely'
import type { DB } from '#db/schema/index.ts'
import type { Firing, WayOut } from '#db/schema/outgoing.ts'

const MINUTE_MS = 60_000
/** Nothing waits longer, whatever a clock said that was set since. */
const LONGEST_MS = 3_600_000
/** A claim finds its payment in a transaction of its own, right after that was recorded: what is told by no note shows then. */
const SETTLES_MS = 2_000
/** So many are read at once, where a way may send as fast as it takes them. */
const LOT = 50

/** What a way sends next, in order; when it may send again; or null: nothing waits, or it rests. */
export type Lot = { way: WayOut; firings: Firing[] } | { until: Date } | null

/**
 * Takes what waits longest for a way. Where it has a pace it is one, and noted as tried now: so it counts though the process is killed
 * in it.
 */
export async function takeLot(db: Kysely<DB>, wayId: number, now: Date): Promise<Lot> {
  const way = await db.selectFrom('ways_out').selectAll().where('id', '=', wayId).executeTakeFirst()
  if (!way?.active) return null
  const waiting = await db
    .selectFrom('outbox')
    .selectAll()
    .where('way_id', '=', wayId)
    .where('state', '=', 'waiting')
    .orderBy('place')
    .limit(way.per_minute === null ? LOT : 1)
    .execute()
  const [first] = waiting
  if (!first) return null
  const tried = way.tried.filter((at) => at.getTime() > now.getTime() - MINUTE_MS && at <= now)
  const until = mayTryAt(way, first, tried, now)
  if (until > now) return { until }
  if (way.per_minute !== null)
    await db
      .updateTable('ways_out')
      .set({ tried: [...tried, now] })
      .where('id', '=', wayId)
      .execute()
  const early = waiting.findIndex((firing) => mayTryAt(way, firing, tried, now) > now)
  return { way, firings: early === -1 ? waiting : waiting.slice(0, early) }
}

/**
 * Not before it backed off long enough, and never more often in any minute than it may; a note not before whoever sent the boost had time
 * to post one.
 */
function mayTryAt(
  { next_at, per_minute, settings }: WayOut,
  { queued_at }: Firing,
  tried: readonly Date[],
  now: Date,
): Date {
  const waits = settings.kind === 'nostr' ? Math.max(SETTLES_MS, settings.wait_s * 1000) : 0
  const before = per_minute === null ? undefined : tried.at(-per_minute)
  const paced = before ? before.getTime() + MINUTE_MS : 0
  const until = Math.max(paced, next_at.getTime(), queued_at.getTime() + waits)
  return new Date(until > now.getTime() + LONGEST_MS ? now : until)
}
