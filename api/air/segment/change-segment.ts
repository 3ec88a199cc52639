import { type Kysely, sql } from 'kysely'
import { isOlder } from '#api/air/read/load-surroundings.ts'
import { lockSegment } from '#api/air/segment/find-segment.ts'
import { tellReaders, touchSegment } from '#api/air/segment/touch-segment.ts'
import type { SegmentPatch } from '#api/contract/air/segment.ts'
import { AppError } from '#api/errors.ts'
import { anyOf } from '#db/query/any-of.ts'
import { retryTransaction } from '#db/query/retry-transaction.ts'
import type { DB } from '#db/schema/index.ts'

const CLOSED = 'This segment is closed. Open it again to change it.'

/**
 * Moves the floor of an open segment, plans it, names one, or says that a closed one is out.
 * @throws AppError conflict where a closed one's floor or plan is asked for, or an open one is to be out
 */
export async function patchSegment(
  db: Kysely<DB>,
  segmentId: string,
  patch: SegmentPatch,
  now: Date,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const segment = await lockSegment(trx, segmentId)
    if (segment.closed_at !== null && (patch.floor !== undefined || patch.plan !== undefined))
      throw new AppError('conflict', CLOSED)
    if (segment.closed_at === null && patch.aired !== undefined)
      throw new AppError(
        'conflict',
        'This segment is open: what is read in it becomes public when it is closed.',
      )
    const floor = typeof patch.floor === 'string' ? new Date(patch.floor) : patch.floor
    await touchSegment(trx, segment.id, {
      ...(floor === undefined ? {} : { floor }),
      ...(patch.plan === undefined
        ? {}
        : { plan: JSON.stringify(patch.plan === null ? {} : { ...segment.plan, ...patch.plan }) }),
      ...(patch.title === undefined ? {} : { title: patch.title }),
      ...(patch.aired === undefined ? {} : { aired_at: patch.aired ? now : null }),
    })
    if (patch.aired !== undefined) await tellReaders(trx, segment)
  })
}

/**
 * Takes older boosts into an open segment.
 * @throws AppError conflict where it is closed, not-found where one of them is not offered
 */
export async function takeOlder(
  db: Kysely<DB>,
  segmentId: string,
  boostIds: readonly string[],
): Promise<void> {
  await retryTransaction(() =>
    db.transaction().execute(async (trx) => {
      const segment = await lockSegment(trx, segmentId)
      if (segment.closed_at !== null) throw new AppError('conflict', CLOSED)
      const asked = await sql<{ id: string }>`
        select distinct coalesce(a.boost_id, w.id) as id
        from unnest(${boostIds}::uuid[]) as w(id) left join boost_aliases a on a.id = w.id`.execute(trx)
      const ids = asked.rows.map((row) => row.id)
      const offered =
        segment.floor === null
          ? []
          : await trx
              .selectFrom('boosts')
              .select('id')
              .where('id', '=', anyOf(ids))
              .where(isOlder(segment))
              .execute()
      if (offered.length < ids.length)
        throw new AppError('not-found', 'One of these boosts is not among the older ones of this segment.')
      const revision = await touchSegment(trx, segment.id)
      await sql`
        insert into segment_items (segment_id, boost_id, carried, revision)
        select ${segment.id}, id, 'older', ${revision} from unnest(${ids}::uuid[]) as id
        on conflict (segment_id, boost_id) do update set carried = 'older', revision = excluded.revision`.execute(
        trx,
      )
    }),
  )
}
