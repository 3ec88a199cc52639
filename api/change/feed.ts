import { type Kysely, type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { formatSeen, NOTHING_SEEN, parseSeen, type Seen, seenUpTo } from '#api/change/seen.ts'
import { AppError } from '#api/errors.ts'
import { readCursor, writeCursor } from '#api/http/cursor.ts'
import { AWAIT_COMMITS } from '#db/distributed/await-commits.ts'
import { liesElsewhere } from '#db/distributed/lies-elsewhere.ts'
import type { DB } from '#db/schema/index.ts'

/** How far the feed of changes was read: a snapshot as text (`Seen`), of the transactions whose changes were. */
export type Position = { read_to: string }

/** One row of the feed; a null day means every day, a null episode or supporter no particular one. */
export type Change = {
  /** The transaction that wrote it; xid8 as text, since it may exceed an exact number. */
  xid: string
  id: number
  show_id: number | null
  episode_id: string | null
  supporter_id: string | null
  /** Of the show's time zone, `YYYY-MM-DD`. */
  day: string | null
  boost_id: string | null
}

/** Before the first change. */
export const START: Position = { read_to: formatSeen(NOTHING_SEEN) }

const CHANGE = sql.raw(
  'select c.xid::text as xid, c.id, c.show_id, c.episode_id, c.supporter_id, c.day, c.boost_id from changes c',
)

/**
 * Reads what is committed and was not read before, by transaction and number. Nobody waits for a transaction under way, here or in another
 * database of the server: it is not seen yet, and its changes come once it is. Transactions are read whole.
 * @param limit so many, and the rest of the last one's transaction
 * @param until no further than this
 * @returns the changes, the position after them, and whether there are more
 */
export async function readChanges(
  db: Kysely<DB>,
  after: Position,
  limit: number,
  until?: Position,
): Promise<{ changes: Change[]; position: Position; more: boolean }> {
  const before = parseSeen(after.read_to)
  const position = until ?? (await headPosition(db))
  const now = parseSeen(position.read_to)
  // Apart, each in the order of the key: those that were under way before may be far behind.
  const isOver = sql`pg_visible_in_snapshot(c.xid, ${formatSeen(now)}::pg_snapshot)
    order by c.xid, c.id limit ${limit}`
  const { rows: changes } = await sql<Change>`
    select * from (
      (${CHANGE} where c.xid = any(${xids(before.open)}) and ${isOver})
      union all
      (${CHANGE} where c.xid >= ${xid(before.below)} and c.xid < ${xid(now.below)} and ${isOver})
    ) unread
    -- Not by the text that it is answered as, in which 1000 comes before 999.
    order by unread.xid::xid8, unread.id limit ${limit}`.execute(db)
  const last = changes.at(-1)
  if (!last || changes.length < limit) return { changes, position, more: false }
  const { rows: rest } = await sql<Change>`
    ${CHANGE} where c.xid = ${last.xid}::xid8 and c.id > ${last.id} order by c.id`.execute(db)
  const read_to = formatSeen(seenUpTo(before, now, BigInt(last.xid)))
  return { changes: [...changes, ...rest], position: { read_to }, more: true }
}

/** Of a change `c`: whether its transaction was not read at a position. It is committed where a statement finds it. */
export function isAfter({ read_to }: Position): RawBuilder<boolean> {
  const { below, open } = parseSeen(read_to)
  return sql<boolean>`(c.xid >= ${xid(below)} or c.xid = any(${xids(open)}))`
}

const xid = (number: bigint) => sql`${String(number)}::xid8`
const xids = (numbers: readonly bigint[]) => sql`${`{${numbers.join(',')}}`}::xid8[]`

/**
 * The position after all that can be read now: whoever goes on from here misses nothing that is committed later. It is asked for by itself,
 * of no table, so that it is by the clock that gives transactions their numbers, wherever the rows of the feed lie.
 */
export async function headPosition(db: Kysely<DB>): Promise<Position> {
  const { rows } = await sql<Position>`select pg_current_snapshot()::text as read_to`.execute(db)
  if (liesElsewhere(db)) await sql.raw(AWAIT_COMMITS).execute(db)
  return rows[0] ?? START
}

const numberField = z.string().regex(/^\d{1,19}$/)
/** Without transactions under way it is what a version that went by transaction and number takes too, and that one's are taken here. */
const cursorSchema = z.union([
  z.tuple([z.uuid(), numberField, z.int().min(0)]),
  z.tuple([z.uuid(), numberField, z.int().min(0), z.array(numberField)]),
])
/** Of more that were under way a cursor forgets which, and tells what came after the first of them again. */
const MOST_OPEN = 200

/** A position as a cursor for clients; it ends with a restore, after which positions mean something else. */
export async function writeFeedCursor(db: Kysely<DB>, { read_to }: Position): Promise<string> {
  const { below, open } = brief(parseSeen(read_to))
  const start = [await feedEpoch(db), String(below), 0]
  return writeCursor(open.length === 0 ? start : [...start, open.map(String)])
}

function brief(seen: Seen): Seen {
  if (seen.open.length <= MOST_OPEN) return seen
  return { below: seen.open.reduce((least, xid) => (xid < least ? xid : least)), open: [] }
}

/** @throws AppError bad-request where it is no cursor of the feed, gone where what follows it is no longer kept */
export async function readFeedCursor(db: Kysely<DB>, cursor: string): Promise<Position> {
  const [epoch, below, , open = []] = readCursor(cursorSchema, cursor)
  if (epoch !== (await feedEpoch(db)))
    throw new AppError('gone', 'This cursor is from before a backup was restored. Read the list anew.')
  const position = { read_to: formatSeen({ below: BigInt(below), open: open.map(BigInt) }) }
  if (await isBeforeHorizon(db, position))
    throw new AppError('gone', 'What changed since this cursor is no longer kept. Read the list anew.')
  return position
}

/** Whether changes after a position may have been dropped, for their age. */
async function isBeforeHorizon(db: Kysely<DB>, { read_to }: Position): Promise<boolean> {
  const { rows } = await sql`
    select from change_horizon where xid >= pg_snapshot_xmin(${read_to}::pg_snapshot)`.execute(db)
  return rows.length > 0
}

async function feedEpoch(db: Kysely<DB>): Promise<string> {
  const { change_epoch } = await db
    .selectFrom('installation')
    .select('change_epoch')
    .executeTakeFirstOrThrow()
  return change_epoch
}
