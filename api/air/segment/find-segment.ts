import { randomUUIDv7 } from 'node:crypto'
import { type Kysely, sql, type Transaction } from 'kysely'
import { withFirstFloor } from '#api/air/segment/first-floor.ts'
import { orNotFound } from '#api/errors.ts'
import type { DB } from '#db/schema/index.ts'
import type { Segment } from '#db/schema/segment.ts'
import type { Show } from '#db/schema/show.ts'

/**
 * The segment with this id, or the one that it was merged into.
 * @throws AppError not-found
 */
export async function findSegment(db: Kysely<DB>, id: string): Promise<Segment> {
  const { rows } = await sql<{ id: string }>`
    with recursive way as (
      select id, merged_into from segments where id = ${id}::uuid
      union
      select s.id, s.merged_into from segments s join way on s.id = way.merged_into)
    select id from way where merged_into is null`.execute(db)
  const found = rows[0]
    ? await db.selectFrom('segments').selectAll().where('id', '=', rows[0].id).executeTakeFirst()
    : null
  return orNotFound(found, 'segment with this id')
}

/** The same, locked until the end of the transaction: marks, closing and reopening of a segment come one after another. */
export async function lockSegment(trx: Transaction<DB>, id: string): Promise<Segment> {
  for (;;) {
    const { id: at } = await findSegment(trx, id)
    const locked = await trx
      .selectFrom('segments')
      .selectAll()
      .where('id', '=', at)
      .forUpdate()
      .executeTakeFirst()
    const segment = orNotFound(locked, 'segment with this id')
    // Merged away while we waited: on to where it went.
    if (segment.merged_into === null) return segment
  }
}

/** The show's open segment; its first is made when somebody first looks. */
export async function openSegmentOf(
  db: Kysely<DB>,
  show: Pick<Show, 'id' | 'created_at'>,
  now: Date,
): Promise<Segment> {
  for (;;) {
    const open = await db
      .selectFrom('segments')
      .selectAll()
      .where('show_id', '=', show.id)
      .where('closed_at', 'is', null)
      .where('merged_into', 'is', null)
      .executeTakeFirst()
    if (open) return await withFirstFloor(db, open, now)
    await db
      .insertInto('segments')
      .values({ id: randomUUIDv7(), show_id: show.id, opened_at: show.created_at })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

/** The show of a segment. @throws AppError not-found where it was removed meanwhile */
export async function showOf(db: Kysely<DB>, segment: Pick<Segment, 'show_id'>): Promise<Show> {
  const show = await db.selectFrom('shows').selectAll().where('id', '=', segment.show_id).executeTakeFirst()
  return orNotFound(show, 'segment with this id')
}
