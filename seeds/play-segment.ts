import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Host } from '#api/air/actor.ts'
import { applyMarks } from '#api/air/mark/apply-marks.ts'
import { patchSegment } from '#api/air/segment/change-segment.ts'
import { closeSegment } from '#api/air/segment/close-segment.ts'
import { openSegmentOf } from '#api/air/segment/find-segment.ts'
import type { Mark } from '#api/contract/segment.ts'
import type { DB } from '#db/schema/index.ts'

/** Nobody in particular, who marked what was read. */
const HOST: Host = { id: randomUUID(), name: 'Demo host' }

/**
 * Plays the show's open segment: all that was sent from `since` on is read, and the segment closed.
 * @param thanked supporters whom the host moves to Thanks
 * @param at when it was read
 */
export async function playSegment(
  db: Kysely<DB>,
  showId: number,
  { since, at, title, thanked = [] }: { since: Date; at: Date; title?: string; thanked?: readonly string[] },
): Promise<void> {
  const id = await setFloor(db, showId, since)
  if (title !== undefined) await patchSegment(db, id, { title })
  const boosts = await db
    .selectFrom('boosts')
    .select(['id', 'sender_name'])
    .where('show_id', '=', showId)
    .where('sent_at', '>=', since)
    .orderBy('sent_at')
    .execute()
  const read = boosts.map((boost, index) =>
    mark(boost.id, { status: 'read' }, (boosts.length - index) * 45_000),
  )
  const moved = boosts
    .filter(({ sender_name }) => thanked.some((name) => name === sender_name))
    .map((boost) => mark(boost.id, { move: { section: 'thanks', after: null } }, 3_600_000))
  await applyMarks(db, id, [...moved, ...read], { host: HOST, now: at })
  await closeSegment(db, id, { carry_unread: false, as_of: null }, at)
}

/** Has the open segment begin at a time; what is older waits in case a host wants it. @returns its id */
export async function setFloor(db: Kysely<DB>, showId: number, since: Date): Promise<string> {
  const show = await db.selectFrom('shows').selectAll().where('id', '=', showId).executeTakeFirstOrThrow()
  const { id } = await openSegmentOf(db, show)
  await patchSegment(db, id, { floor: since.toISOString() })
  return id
}

function mark(boost_id: string, set: Mark['set'], elapsed_ms: number): Mark {
  return { op_id: randomUUID(), boost_id, set, undo: null, seen_version: null, elapsed_ms }
}
