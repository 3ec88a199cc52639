import { type Kysely, sql, type Transaction } from 'kysely'
import { foldBoosts } from '#api/air/mark/fold-boosts.ts'
import { lockSegment } from '#api/air/segment/find-segment.ts'
import { tellReaders, touchSegment } from '#api/air/segment/touch-segment.ts'
import { AppError } from '#api/errors.ts'
import { retryTransaction } from '#db/query/retry-transaction.ts'
import type { DB } from '#db/schema/index.ts'
import type { Segment } from '#db/schema/segment.ts'

/**
 * Opens the last closed segment again; the one that followed is merged into it.
 * @param merge also where the one that followed has been worked on
 * @throws AppError conflict where it is open, not the last, or the next has been worked on
 */
export async function reopenSegment(db: Kysely<DB>, segmentId: string, merge: boolean): Promise<void> {
  await retryTransaction(() => db.transaction().execute((trx) => reopenIn(trx, segmentId, merge)))
}

async function reopenIn(trx: Transaction<DB>, segmentId: string, merge: boolean): Promise<void> {
  const segment = await lockSegment(trx, segmentId)
  if (segment.closed_at === null) throw new AppError('conflict', 'This segment is open.')
  const next = await trx
    .selectFrom('segments')
    .selectAll()
    .where('previous_id', '=', segment.id)
    .where('closed_at', 'is', null)
    .where('merged_into', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!next) throw new AppError('conflict', 'Only the segment that was closed last can be opened again.')
  if (!merge && (await wasWorkedOn(trx, next)))
    throw new AppError(
      'conflict',
      'The next segment has marks already. Merge it into this one to go on here.',
    )
  await openAgain(trx, segment, next)
  await tellReaders(trx, segment)
}

async function wasWorkedOn(trx: Transaction<DB>, next: Segment): Promise<boolean> {
  if (next.recording_started_at !== null) return true
  const { rows } = await sql`
    select from segment_marks where segment_id = ${next.id}
    union all
    select from segment_items where segment_id = ${next.id} and carried = 'older' limit 1`.execute(trx)
  return rows.length > 0
}

async function openAgain(trx: Transaction<DB>, segment: Segment, next: Segment): Promise<void> {
  await touchSegment(trx, next.id, { merged_into: segment.id, place: null })
  await touchSegment(trx, segment.id, {
    closed_at: null,
    frozen: null,
    aired_at: null,
    ...(segment.recording_started_at === null
      ? {
          recording_started_at: next.recording_started_at,
          recording_pauses: JSON.stringify(next.recording_pauses),
        }
      : {}),
  })
  await trx
    .updateTable('segment_items')
    .set({ ordinal: null, frozen: null })
    .where('segment_id', '=', segment.id)
    .execute()
  for (const table of ['segment_marks', 'segment_shown'] as const)
    await trx.updateTable(table).set({ segment_id: segment.id }).where('segment_id', '=', next.id).execute()
  // Held ones are held again by the marks they had here; what was taken in there is taken in here.
  const { rows } = await sql<{ boost_id: string }>`
    insert into segment_items (segment_id, boost_id, carried, base)
    select ${segment.id}, boost_id, case when carried = 'older' then 'older' else base ->> 'was' end, base - 'was'
    from segment_items where segment_id = ${next.id}
    on conflict (segment_id, boost_id) do update set base = excluded.base
    returning boost_id`.execute(trx)
  await trx.deleteFrom('segment_items').where('segment_id', '=', next.id).execute()
  const ids = rows.map((row) => row.boost_id)
  const { rows: now } = await sql<{ id: string }>`
    select distinct coalesce(a.boost_id, w.id) as id
    from unnest(${ids}::uuid[]) as w(id) left join boost_aliases a on a.id = w.id`.execute(trx)
  await foldBoosts(
    trx,
    now.map(({ id }) => ({ segment_id: segment.id, boost_id: id })),
  )
}
