import { sql, type Transaction } from 'kysely'
import { foldMarks } from '#api/air/mark/fold-marks.ts'
import { joinBases, loadMarks } from '#api/air/read/load-items.ts'
import { touchSegment } from '#api/air/segment/touch-segment.ts'
import { anyOf } from '#db/query/any-of.ts'
import type { DB } from '#db/schema/index.ts'

type Place = { segment_id: string; boost_id: string }

/**
 * Writes what the marks of boosts come to now, and whether each was read on air.
 * @param places boosts by their ids of now, in segments that are locked
 * @param layout whether the running order may be another
 */
export async function foldBoosts(
  trx: Transaction<DB>,
  places: readonly Place[],
  layout = true,
): Promise<void> {
  for (const [segmentId, here] of Map.groupBy(places, (place) => place.segment_id)) {
    const revision = await touchSegment(trx, segmentId, {}, layout)
    await foldIn(trx, segmentId, [...new Set(here.map((place) => place.boost_id))], revision)
  }
  await noteReadings(trx, [...new Set(places.map((place) => place.boost_id))])
}

async function foldIn(
  trx: Transaction<DB>,
  segmentId: string,
  boostIds: readonly string[],
  revision: number,
): Promise<void> {
  const ids = await loadIds(trx, boostIds)
  const all = [...ids.values()].flat()
  const marks = await loadMarks(trx, segmentId, all)
  const rows = await trx
    .selectFrom('segment_items')
    .select(['boost_id', 'carried', 'base', 'ordinal'])
    .where('segment_id', '=', segmentId)
    .where('boost_id', '=', anyOf(all))
    .execute()
  const known = new Map(rows.map((row) => [row.boost_id, row]))
  const written = [...ids].map(([id, had]) => {
    const former = had.flatMap((one) => known.get(one) ?? [])
    const made = had.flatMap((one) => marks.get(one) ?? [])
    const base = joinBases(former.map((row) => row.base))
    const { move, ...folded } = foldMarks(made, base)
    return {
      ...folded,
      had,
      boost_id: id,
      move_section: move?.section ?? null,
      move_after: move?.after ?? null,
      carried: former.find((row) => row.carried !== null)?.carried ?? null,
      base,
      version: made.length,
      frozen: former.some((row) => row.ordinal !== null),
    }
  })
  await updateFrozen(
    trx,
    segmentId,
    revision,
    written.filter((item) => item.frozen),
  )
  await replaceOpen(
    trx,
    segmentId,
    revision,
    written.filter((item) => !item.frozen),
  )
}

type Written = Record<string, unknown>
const SHAPE =
  sql.raw(`w(boost_id uuid, had uuid[], status text, starred boolean, note text, read_at timestamptz, alone boolean, pinned boolean,
  move_section text, move_after uuid, moved_at timestamptz, carried text, base jsonb, version integer)`)

/** Of a closed segment, the marks of a boost that has been joined since count for what was read of it. */
async function updateFrozen(
  trx: Transaction<DB>,
  segmentId: string,
  revision: number,
  written: readonly Written[],
): Promise<void> {
  if (written.length === 0) return
  await sql`
    update segment_items i set status = w.status, starred = w.starred, note = w.note, read_at = w.read_at,
      version = w.version, revision = ${revision}
    from jsonb_to_recordset(${JSON.stringify(written)}::jsonb) as ${SHAPE}
    where i.segment_id = ${segmentId} and i.boost_id = any(w.had)`.execute(trx)
}

/** Of an open one, a joined boost has one item, under the id that it has now. */
async function replaceOpen(
  trx: Transaction<DB>,
  segmentId: string,
  revision: number,
  written: readonly Written[],
): Promise<void> {
  if (written.length === 0) return
  await sql`
    delete from segment_items i using jsonb_to_recordset(${JSON.stringify(written)}::jsonb) as ${SHAPE}
    where i.segment_id = ${segmentId} and i.boost_id = any(w.had) and i.boost_id <> w.boost_id`.execute(trx)
  await sql`
    insert into segment_items (segment_id, boost_id, status, starred, note, read_at, alone, pinned, move_section,
      move_after, moved_at, carried, base, version, revision)
    select ${segmentId}, w.boost_id, w.status, w.starred, w.note, w.read_at, w.alone, w.pinned, w.move_section,
      w.move_after, w.moved_at, w.carried, w.base, w.version, ${revision}
    from jsonb_to_recordset(${JSON.stringify(written)}::jsonb) as ${SHAPE}
    on conflict (segment_id, boost_id) do update set status = excluded.status, starred = excluded.starred,
      note = excluded.note, read_at = excluded.read_at, alone = excluded.alone,
      pinned = excluded.pinned, move_section = excluded.move_section,
      move_after = excluded.move_after, moved_at = excluded.moved_at, carried = excluded.carried, base = excluded.base,
      version = excluded.version, revision = excluded.revision`.execute(trx)
}

/** All ids that boosts have had, by their ids of now. */
async function loadIds(trx: Transaction<DB>, boostIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await trx
    .selectFrom('boost_aliases')
    .select(['id', 'boost_id'])
    .where('boost_id', '=', anyOf(boostIds))
    .execute()
  const had = Map.groupBy(rows, (row) => row.boost_id)
  return new Map(boostIds.map((id) => [id, [id, ...(had.get(id) ?? []).map((row) => row.id)]]))
}

/** When boosts were first read on air, in whichever segment; an undo takes it back. */
async function noteReadings(trx: Transaction<DB>, boostIds: readonly string[]): Promise<void> {
  await sql`
    update boosts set read_at = r.read_at
    from (
      select w.id, (
        select min(i.read_at) from segment_items i
        where i.boost_id = w.id or i.boost_id in (select a.id from boost_aliases a where a.boost_id = w.id)) as read_at
      from unnest(${boostIds}::uuid[]) as w(id)) r
    where boosts.id = r.id and boosts.read_at is distinct from r.read_at`.execute(trx)
}
