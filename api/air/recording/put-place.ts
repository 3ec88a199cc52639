import { type Kysely, sql } from 'kysely'
import type { Host } from '#api/air/actor.ts'
import { findSegment } from '#api/air/segment/find-segment.ts'
import type { Place, PutPlace } from '#api/contract/air/place.ts'
import { notifyLive } from '#api/live/notify-live.ts'
import { insertRows } from '#db/query/insert-rows.ts'
import type { DB } from '#db/schema/index.ts'

const COLUMNS = ['segment_id', 'item', 'shown_at', 'word_count', 'actor_id', 'device'] as const

/**
 * Notes what a host shows: others follow it, and chapters are made from it. What was shown while the server was away is noted
 * too; a place that is older than the one known, or of a closed segment, is followed by nobody.
 * @param now when the request came
 * @returns the place as it is now
 */
export async function putPlace(
  db: Kysely<DB>,
  segmentId: string,
  { before, device, left, ...shown }: PutPlace,
  { host, now }: { host: Host; now: Date },
): Promise<Place> {
  const timeOf = (elapsed: number | null) => new Date(now.getTime() - Math.round(elapsed ?? 0)).toISOString()
  return await db.transaction().execute(async (trx) => {
    const segment = await findSegment(trx, segmentId)
    const steps = [...before, left ? { ...shown, item: null } : shown].map(({ item, elapsed_ms, words }) => ({
      segment_id: segment.id,
      item,
      shown_at: timeOf(elapsed_ms),
      word_count: words,
      actor_id: host.id,
      device,
    }))
    await insertRows(trx, 'segment_shown', COLUMNS, steps)
    const place: Place = {
      item: shown.item,
      person: host.name.slice(0, 200),
      device,
      at: timeOf(shown.elapsed_ms),
    }
    // Who leaves leads nobody away.
    if (left) return segment.place ?? place
    const { rows } = await sql<{ place: Place }>`
      with free as (
        select id from segments
        where id = ${segment.id} and closed_at is null
          and (place is null or (place ->> 'at')::timestamptz <= ${place.at}::timestamptz)
        for update)
      update segments set place = ${JSON.stringify(place)}::jsonb
      where id in (select id from free) returning place`.execute(trx)
    if (rows.length === 0) return segment.place ?? place
    await notifyLive(trx, {
      kind: 'place',
      segment_id: segment.id,
      item: place.item,
      person: place.person,
      device,
    })
    return place
  })
}
