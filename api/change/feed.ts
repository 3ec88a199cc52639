import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '#api/errors.ts'
import { readCursor, writeCursor } from '#api/http/cursor.ts'
import type { DB } from '#db/schema/index.ts'

/** A place in the feed of changes; xid8 as text, since it may exceed an exact number. */
export type Position = { xid: string; id: number }

/** One row of the feed; a null day means every day, a null episode or supporter no particular one. */
export type Change = Position & {
  show_id: number | null
  episode_id: string | null
  supporter_id: string | null
  /** Of the show's time zone, `YYYY-MM-DD`. */
  day: string | null
  boost_id: string | null
}

/** Before the first change. */
export const START: Position = { xid: '0', id: 0 }

/**
 * Reads what changed after a position, in the feed's order: only what no transaction still under way can come before, so
 * that nothing is missed however late a writer commits.
 * @returns the changes, and the position after the last of them
 */
export async function readChanges(
  db: Kysely<DB>,
  after: Position,
  limit: number,
): Promise<{ changes: Change[]; position: Position }> {
  const { rows } = await sql<Change>`
    select xid::text as xid, id, show_id, episode_id, supporter_id, day, boost_id from changes
    where (xid, id) > (${after.xid}::xid8, ${after.id}::bigint)
      and xid < pg_snapshot_xmin(pg_current_snapshot())
    -- Not by the text that it is answered as, in which 1000 comes before 999.
    order by changes.xid, changes.id limit ${limit}`.execute(db)
  const last = rows.at(-1)
  return { changes: rows, position: last ? { xid: last.xid, id: last.id } : after }
}

/** The position after all that can be read now: whoever goes on from here misses nothing that is committed later. */
export async function headPosition(db: Kysely<DB>): Promise<Position> {
  const { rows } = await sql<{ xid: string }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as xid`.execute(db)
  return { xid: rows[0]?.xid ?? '0', id: 0 }
}

const cursorSchema = z.tuple([z.uuid(), z.string().regex(/^\d{1,19}$/), z.int().min(0)])

/** A position as a cursor for clients; it ends with a restore, after which positions mean something else. */
export async function writeFeedCursor(db: Kysely<DB>, position: Position): Promise<string> {
  return writeCursor([await feedEpoch(db), position.xid, position.id])
}

/** @throws AppError bad-request where it is no cursor of the feed, gone where what follows it is no longer kept */
export async function readFeedCursor(db: Kysely<DB>, cursor: string): Promise<Position> {
  const [epoch, xid, id] = readCursor(cursorSchema, cursor)
  if (epoch !== (await feedEpoch(db)))
    throw new AppError('gone', 'This cursor is from before a backup was restored. Read the list anew.')
  if (await isBeforeHorizon(db, { xid, id }))
    throw new AppError('gone', 'What changed since this cursor is no longer kept. Read the list anew.')
  return { xid, id }
}

/** Whether changes after a position were dropped, for their age. */
async function isBeforeHorizon(db: Kysely<DB>, { xid, id }: Position): Promise<boolean> {
  const { rows } = await sql`
    select from change_horizon where (xid, id) > (${xid}::xid8, ${id}::bigint)`.execute(db)
  return rows.length > 0
}

async function feedEpoch(db: Kysely<DB>): Promise<string> {
  const { change_epoch } = await db
    .selectFrom('installation')
    .select('change_epoch')
    .executeTakeFirstOrThrow()
  return change_epoch
}
