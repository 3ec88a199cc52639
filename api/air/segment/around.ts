import { type Kysely, sql } from 'kysely'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import type { DB } from '#db/schema/index.ts'
import type { Segment } from '#db/schema/segment.ts'

export type PreviousSegment = NonNullable<SegmentJson['previous']>

/** The segment that was closed before this one. */
export async function previousOf(
  db: Kysely<DB>,
  segment: Pick<Segment, 'previous_id'>,
): Promise<PreviousSegment | null> {
  if (segment.previous_id === null) return null
  const previous = await db
    .selectFrom('segments')
    .select(['id', 'opened_at', 'closed_at', 'title', sql<string | null>`frozen ->> 'title'`.as('named')])
    .where('id', '=', segment.previous_id)
    .executeTakeFirst()
  if (!previous?.closed_at) return null
  return {
    id: previous.id,
    opened_at: previous.opened_at.toISOString(),
    closed_at: previous.closed_at.toISOString(),
    title: previous.title ?? previous.named ?? '',
  }
}

/** Whether it is the last closed segment of its show: the open one follows it. */
export async function canReopen(
  db: Kysely<DB>,
  segment: Pick<Segment, 'id' | 'closed_at'>,
): Promise<boolean> {
  if (segment.closed_at === null) return false
  const next = await db
    .selectFrom('segments')
    .select('id')
    .where('previous_id', '=', segment.id)
    .where('closed_at', 'is', null)
    .where('merged_into', 'is', null)
    .executeTakeFirst()
  return next !== undefined
}
