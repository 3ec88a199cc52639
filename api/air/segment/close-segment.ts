import { randomUUIDv7 } from 'node:crypto'
import { type Kysely, sql, type Transaction } from 'kysely'
import { foldBoosts } from '#api/air/mark/fold-boosts.ts'
import type { Member } from '#api/air/read/load-members.ts'
import { readContents } from '#api/air/read/read-segment.ts'
import { nameSegment } from '#api/air/read/segment-as-json.ts'
import { lockSegment, showOf } from '#api/air/segment/find-segment.ts'
import { freeze } from '#api/air/segment/freeze.ts'
import { tellReaders } from '#api/air/segment/touch-segment.ts'
import type { CloseSegment } from '#api/contract/air/segment.ts'
import { AppError } from '#api/errors.ts'
import { notifyLive } from '#api/live/notify-live.ts'
import { insertRows } from '#db/query/insert-rows.ts'
import { retryTransaction } from '#db/query/retry-transaction.ts'
import type { DB } from '#db/schema/index.ts'
import type { ItemBase, Segment, SegmentItemRow } from '#db/schema/segment.ts'

/** A boost is recorded a moment before it can be seen. */
const UNSEEN_MS = 2_000

/**
 * Closes a segment: its boosts, order and amounts stay as they are now. What is held goes on to the next, which is opened; so
 * does what is unread where the host says so, and what came after the host last looked.
 * @returns the closed one's id
 * @throws AppError conflict where it is closed already: of two hosts one closes it
 */
export async function closeSegment(
  db: Kysely<DB>,
  segmentId: string,
  asked: CloseSegment,
  now: Date,
): Promise<string> {
  return await retryTransaction(() =>
    db
      .transaction()
      // One picture of everything: nothing may come in between two of its reads.
      .setIsolationLevel('repeatable read')
      .execute((trx) => closeIn(trx, segmentId, asked, now)),
  )
}

async function closeIn(
  trx: Transaction<DB>,
  segmentId: string,
  asked: CloseSegment,
  now: Date,
): Promise<string> {
  const segment = await lockSegment(trx, segmentId)
  if (segment.closed_at !== null) throw new AppError('conflict', 'This segment has been closed already.')
  const show = await showOf(trx, segment)
  const goesOn = (member: Member) => carriedAs(member, asked) !== null || isLeft(member)
  const contents = await readContents(trx, segment, show, goesOn)
  const joined = [...contents.members, ...contents.others].filter((member) => member.also.length > 0)
  await foldBoosts(
    trx,
    joined.map((member) => ({ segment_id: segment.id, boost_id: member.id })),
  )
  const closedAt = new Date(Math.max(now.getTime(), segment.opened_at.getTime()))
  const title = nameSegment(contents.sections, closedAt, show.time_zone)
  await freeze(trx, segment, { ...contents, title, closedAt })
  const next = await openNext(trx, segment, closedAt)
  await carryOn(trx, segment, next, contents.others, asked)
  await tellReaders(trx, segment)
  await notifyLive(trx, { kind: 'segment', show: show.slug, segment_id: next.id })
  return segment.id
}

/** What no wallet received and nobody read is no part of what was read: proven later, it is offered as an older one. */
function isLeft({ claim, status }: Member): boolean {
  return claim === 'unproven' && status === 'unread'
}

/** As what a boost goes on to the next segment; null where it stays. */
function carriedAs(member: Member, { carry_unread, as_of }: CloseSegment): 'held' | 'unread' | null {
  if (member.status === 'held') return 'held'
  if (member.status !== 'unread') return null
  const unseen =
    as_of !== null &&
    member.version === 0 &&
    member.recorded_at.getTime() > new Date(as_of).getTime() - UNSEEN_MS
  return carry_unread || unseen ? 'unread' : null
}

/**
 * Its floor is the start of the one before, so that what a slow wallet reports late still comes in; where the host began that one
 * later, its floor, so that what was left out stays out.
 */
async function openNext(
  trx: Transaction<DB>,
  segment: Segment,
  closedAt: Date,
): Promise<{ id: string; floor: Date }> {
  const { floor, opened_at } = segment
  const next = { id: randomUUIDv7(), floor: floor !== null && floor > opened_at ? floor : opened_at }
  await trx
    .insertInto('segments')
    .values({
      ...next,
      show_id: segment.show_id,
      previous_id: segment.id,
      opened_at: closedAt,
      recorded_from: sql<Date>`now()`,
    })
    .execute()
  return next
}

const COLUMNS = ['segment_id', 'boost_id', 'starred', 'note', 'carried', 'base'] as const

async function carryOn(
  trx: Transaction<DB>,
  segment: Segment,
  next: { id: string; floor: Date },
  others: readonly Member[],
  asked: CloseSegment,
): Promise<void> {
  const rows = others.flatMap((member) => {
    const carried: SegmentItemRow['carried'] = carriedAs(member, asked)
    if (carried === null) return []
    const brought = { starred: member.starred, note: member.note }
    const base: ItemBase = { ...brought, was: member.carried }
    return { segment_id: next.id, boost_id: member.id, ...brought, carried, base }
  })
  await insertRows(trx, 'segment_items', COLUMNS, rows)
  // What is no longer in the segment, for whatever reason, must not count as read there.
  await trx
    .deleteFrom('segment_items')
    .where('segment_id', '=', segment.id)
    .where('frozen', 'is', null)
    .execute()
}
