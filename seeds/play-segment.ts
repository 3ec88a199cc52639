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
import { EPISODE_458 } from '#seeds/words/episodes.ts'

/** Nobody in particular, who marked what was read. */
const HOST: Host = { id: randomUUID(), name: 'Demo host' }
const TURN_MS = 45_000
/** Moved before anything was read. */
const BEFORE_MS = 3 * 3_600_000

type Played = {
  /** What came from then on is in it. */
  floor: Date
  title: string
  readAt: Date
  /** Who was moved to Thanks, and whose words wait for the next one. */
  thanked?: readonly string[]
  held?: number
}

/** Plays the segment of episode 458: two supporters moved to Thanks, all read, closed. */
export async function close458(db: Kysely<DB>, showId: number): Promise<void> {
  const title = EPISODE_458.title.replace("'", '’')
  await playSegment(db, showId, { floor: SINCE, title, readAt: READ_AT, thanked: THANKED })
}

/** Plays a segment with what is recorded so far: read from the first to the last, some held, and closed. */
export async function playSegment(db: Kysely<DB>, showId: number, played: Played): Promise<void> {
  const { floor, title, readAt, thanked = [], held = 0 } = played
  const show = await db.selectFrom('shows').selectAll().where('id', '=', showId).executeTakeFirstOrThrow()
  const segment = await openSegmentOf(db, show, readAt)
  await patchSegment(db, segment.id, { floor: floor.toISOString(), title }, readAt)
  const boosts = await db
    .selectFrom('boosts')
    .select(['id', 'sender_name', 'message'])
    .where('show_id', '=', showId)
    .where('sent_at', '>=', floor)
    .orderBy('sent_at')
    .execute()
  const later = boosts
    .filter(({ message }) => message !== null)
    .slice(0, held)
    .map(({ id }) => id)
  const read = boosts.map(({ id }, index) =>
    mark(id, { status: later.includes(id) ? 'held' : 'read' }, (boosts.length - index) * TURN_MS),
  )
  const moved = boosts
    .filter(({ sender_name }) => thanked.some((name) => name === sender_name))
    .map(({ id }) => mark(id, { move: { section: 'thanks', after: null } }, BEFORE_MS))
  await applyMarks(db, segment.id, [...moved, ...read], { host: HOST, now: readAt })
  await closeSegment(db, segment.id, { carry_unread: false, as_of: null }, readAt)
}

function mark(boost_id: string, set: Mark['set'], elapsed_ms: number): Mark {
  return { op_id: randomUUID(), boost_id, set, undo: null, seen_version: null, elapsed_ms }
}
