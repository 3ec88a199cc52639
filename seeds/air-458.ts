import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Host } from '#api/air/actor.ts'
import { applyMarks } from '#api/air/mark/apply-marks.ts'
import { patchSegment } from '#api/air/segment/change-segment.ts'
import { closeSegment } from '#api/air/segment/close-segment.ts'
import { openSegmentOf } from '#api/air/segment/find-segment.ts'
import type { Mark } from '#api/contract/air/mark.ts'
import type { DB } from '#db/schema/index.ts'
import { READ_AT, SINCE, THANKED } from '#seeds/make-458.ts'

/** Nobody in particular, who marked what was read. */
const HOST: Host = { id: randomUUID(), name: 'Demo host' }

/** Plays the segment of episode 458: two supporters moved to Thanks, all read, closed. */
export async function close458(db: Kysely<DB>, showId: number): Promise<void> {
  const show = await db.selectFrom('shows').selectAll().where('id', '=', showId).executeTakeFirstOrThrow()
  const segment = await openSegmentOf(db, show, READ_AT)
  await patchSegment(db, segment.id, { floor: SINCE.toISOString(), title: '458: NVIDIA’s New View' }, SINCE)
  const boosts = await db
    .selectFrom('boosts')
    .select(['id', 'sender_name'])
    .where('show_id', '=', showId)
    .where('sent_at', '>=', SINCE)
    .orderBy('sent_at')
    .execute()
  const read = boosts.map(({ id }, index) => mark(id, { status: 'read' }, (boosts.length - index) * 45_000))
  const moved = boosts
    .filter(({ sender_name }) => THANKED.some((name) => name === sender_name))
    .map(({ id }) => mark(id, { move: { section: 'thanks', after: null } }, 3_600_000))
  await applyMarks(db, segment.id, [...moved, ...read], { host: HOST, now: READ_AT })
  await closeSegment(db, segment.id, { carry_unread: false, as_of: null }, READ_AT)
}

/** The open segment begins with the newest episode; what is older waits in case a host wants it. */
export async function setOpenSegment(db: Kysely<DB>, showId: number, since: Date): Promise<void> {
  const show = await db.selectFrom('shows').selectAll().where('id', '=', showId).executeTakeFirstOrThrow()
  const segment = await openSegmentOf(db, show, since)
  await patchSegment(db, segment.id, { floor: since.toISOString() }, since)
}

function mark(boost_id: string, set: Mark['set'], elapsed_ms: number): Mark {
  return { op_id: randomUUID(), boost_id, set, undo: null, seen_version: null, elapsed_ms }
}
