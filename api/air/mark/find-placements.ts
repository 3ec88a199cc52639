import { sql, type Transaction } from 'kysely'
import { readElsewhere } from '#api/air/read/load-members.ts'
import type { Mark } from '#api/contract/air/mark.ts'
import type { DB } from '#db/schema/index.ts'
import type { Segment } from '#db/schema/segment.ts'

/** Where a mark counts: for which boost (its id of now, and all that it has had), in which segment; or why it does not. */
export type Placement = { segment_id: string; boost_id: string; ids: string[] } | { error: string }

type Known = {
  asked: string
  id: string
  ids: string[]
  show_id: number
  sent_at: Date
  /** Segments that have an item of it. */
  here: boolean
  in_next: boolean
}

const NOT_HERE = 'This boost is not in the segment.'

/** Finds where marks count, by operation. @param segment locked */
export async function findHomes(
  trx: Transaction<DB>,
  segment: Segment,
  marks: readonly Mark[],
  now: Date,
): Promise<Map<string, Placement>> {
  const next = segment.closed_at === null ? null : await lockNext(trx, segment)
  const known = await loadKnown(trx, segment, next?.id ?? null, [
    ...new Set(marks.map((mark) => mark.boost_id)),
  ])
  const closed = await readElsewhere(
    trx,
    [...known.values()].filter((boost) => !boost.here).map((boost) => boost.id),
  )
  return new Map(
    marks.map((mark) => {
      const boost = known.get(mark.boost_id)
      return [mark.op_id, boost ? homeOf(mark, boost, { segment, next, closed, now }) : { error: NOT_HERE }]
    }),
  )
}

function homeOf(
  mark: Mark,
  { id, ids, ...boost }: Known,
  { segment, next, closed, now }: { segment: Segment; next: Open | null; closed: Set<string>; now: Date },
): Placement {
  // What belongs to another show by now is that one's to read, and to publish.
  if (boost.show_id !== segment.show_id) return { error: NOT_HERE }
  const isIn = (open: Open) => (open.floor === null || boost.sent_at >= open.floor) && !closed.has(id)
  if (segment.closed_at === null)
    return boost.here || isIn(segment) ? { segment_id: segment.id, boost_id: id, ids } : { error: NOT_HERE }
  if (next !== null && (boost.in_next || (!boost.here && isIn(next))))
    return { segment_id: next.id, boost_id: id, ids }
  if (!boost.here) return { error: NOT_HERE }
  const madeAt = now.getTime() - (mark.elapsed_ms ?? 0)
  if (madeAt > segment.closed_at.getTime())
    return { error: 'The segment was closed before this mark was made. Open it again to change it.' }
  return { segment_id: segment.id, boost_id: id, ids }
}

type Open = Pick<Segment, 'id' | 'show_id' | 'floor'>

/** The segment that follows a closed one, if it is open still. */
async function lockNext(trx: Transaction<DB>, segment: Segment): Promise<Open | null> {
  const next = await trx
    .selectFrom('segments')
    .select(['id', 'show_id', 'floor'])
    .where('previous_id', '=', segment.id)
    .where('closed_at', 'is', null)
    .where('merged_into', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return next ?? null
}

async function loadKnown(
  trx: Transaction<DB>,
  segment: Segment,
  next: string | null,
  boostIds: readonly string[],
): Promise<Map<string, Known>> {
  const { rows } = await sql<Known>`
    with asked as (
      select w.id as asked, coalesce(a.boost_id, w.id) as id
      from unnest(${boostIds}::uuid[]) as w(id) left join boost_aliases a on a.id = w.id),
    known as (
      select asked.asked, b.id, b.show_id, b.sent_at,
        array(select b.id union all select id from boost_aliases where boost_id = b.id) as ids
      from asked join boosts b on b.id = asked.id)
    select known.*,
      exists (select from segment_items i where i.segment_id = ${segment.id} and i.boost_id = any(known.ids)) as here,
      exists (select from segment_items i where i.segment_id = ${next}::uuid and i.boost_id = any(known.ids)) as in_next
    from known`.execute(trx)
  return new Map(rows.map((row) => [row.asked, row]))
}
