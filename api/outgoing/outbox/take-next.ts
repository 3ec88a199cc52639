import type { Kysely } from 'kysely'
import type { DB } from '#db/schema/index.ts'
import type { Firing, WayOut } from '#db/schema/outgoing.ts'

const MINUTE_MS = 60_000

/** What a way sends next, when it may send again, or null: nothing waits, or it rests. */
export type Next = { way: WayOut; firing: Firing } | { until: Date } | null

/**
 * Takes what waits longest for a way, and notes that it is tried now: so a try counts for the way's pace though the process is killed in it.
 */
export async function takeNext(db: Kysely<DB>, wayId: number, now: Date): Promise<Next> {
  return await db.transaction().execute(async (trx) => {
    const way = await trx
      .selectFrom('ways_out')
      .selectAll()
      .where('id', '=', wayId)
      .forUpdate()
      .executeTakeFirst()
    if (!way?.active) return null
    const waiting = await trx
      .selectFrom('outbox')
      .selectAll()
      .where('way_id', '=', wayId)
      .where('state', '=', 'waiting')
      .orderBy('place')
      .limit(1)
      .executeTakeFirst()
    if (!waiting) return null
    const tried = way.tried.filter((at) => at.getTime() > now.getTime() - MINUTE_MS)
    const until = mayTryAt(way, waiting, tried)
    if (until > now) return { until }
    const attempts = waiting.attempts + 1
    await trx.updateTable('outbox').set({ attempts, tried_at: now }).where('id', '=', waiting.id).execute()
    if (way.per_minute !== null)
      await trx
        .updateTable('ways_out')
        .set({ tried: [...tried, now] })
        .where('id', '=', wayId)
        .execute()
    return { way, firing: { ...waiting, attempts, tried_at: now } }
  })
}

/**
 * Not before it backed off long enough, and never more often in any minute than it may; a note not before whoever sent the boost had time
 * to post one.
 */
function mayTryAt(
  { next_at, per_minute, settings }: WayOut,
  { queued_at }: Firing,
  tried: readonly Date[],
): Date {
  const waits = settings.kind === 'nostr' ? settings.wait_s * 1000 : 0
  const before = per_minute === null ? undefined : tried.at(-per_minute)
  const paced = before ? before.getTime() + MINUTE_MS : 0
  return new Date(Math.max(paced, next_at.getTime(), queued_at.getTime() + waits))
}
