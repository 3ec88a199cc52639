import { sql, type Transaction, type Updateable } from 'kysely'
import { notifyLive } from '#api/live/notify-live.ts'
import type { DB } from '#db/schema/index.ts'
import type { SegmentTable } from '#db/schema/segment.ts'

/**
 * Changes a segment, counts its revision on, and tells the open pages.
 * @param segmentId locked
 * @param changed its new columns
 * @param layout whether more than the marks of items is different, so that pages read all of it again
 * @returns the new revision
 */
export async function touchSegment(
  trx: Transaction<DB>,
  segmentId: string,
  changed: Updateable<SegmentTable> = {},
  layout = true,
): Promise<number> {
  const { revision, slug } = await trx
    .updateTable('segments')
    .set((row) => ({
      ...changed,
      revision: row('revision', '+', 1),
      ...(layout ? { layout_revision: row('revision', '+', 1) } : {}),
    }))
    .where('id', '=', segmentId)
    .returning([
      'revision',
      sql<string>`(select slug from shows where shows.id = segments.show_id)`.as('slug'),
    ])
    .executeTakeFirstOrThrow()
  await notifyLive(trx, { kind: 'segment', show: slug, segment_id: segmentId })
  return revision
}

/** Tells those who keep public pages, by the feed of changes, that what was read in a segment may be public by now, or no more. */
export async function tellReaders(trx: Transaction<DB>, { show_id }: { show_id: number }): Promise<void> {
  await trx
    .updateTable('shows')
    .set((show) => ({ is_public: show.ref('is_public') }))
    .where('id', '=', show_id)
    .execute()
}
