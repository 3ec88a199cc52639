import { type Kysely, sql, type Transaction } from 'kysely'
import { headPosition, isAfter, type Position, readChanges } from '#api/change/feed.ts'
import { notifyLive } from '#api/live/notify-live.ts'
import { applyChanges } from '#api/totals/maintain/apply-changes.ts'
import { anyOf } from '#db/query/any-of.ts'
import type { DB } from '#db/schema/index.ts'

/** So many changes go into one transaction. */
const BATCH = 2_000
/** From so many unread ones on, all shows are made anew instead. */
const BACKLOG = 20 * BATCH

/**
 * Brings the cells up to a batch of changes and moves the job's cursor past them, in one transaction: killed anywhere, it is as if it had never run.
 * @returns whether there is more to follow
 */
export async function followFeed(db: Kysely<DB>, batch = BATCH, backlog = BACKLOG): Promise<boolean> {
  return await db.transaction().execute(async (trx) => {
    const cursor = await lockCursor(trx)
    if (await hasBacklog(trx, cursor, backlog)) {
      await startAnew(trx)
      return false
    }
    const { changes, position, more } = await readChanges(trx, cursor, batch)
    if (changes.length === 0) return false
    await announce(trx, await applyChanges(trx, changes))
    await trx.updateTable('totals_state').set(position).execute()
    return more
  })
}

/** Marks all shows to be made anew, and goes on in the feed from what is committed now. */
export async function startAnew(trx: Transaction<DB>): Promise<void> {
  const head = await headPosition(trx)
  await sql`
    insert into totals_shows (show_id, time_zone) select id, time_zone from shows order by id
    on conflict (show_id) do update set stale = true, error = null`.execute(trx)
  await trx.updateTable('totals_state').set(head).execute()
}

/** Tells open pages that totals were made. */
export async function announce(trx: Transaction<DB>, showIds: readonly number[]): Promise<void> {
  if (showIds.length === 0) return
  const rows = await trx.selectFrom('shows').select('slug').where('id', '=', anyOf(showIds)).execute()
  await notifyLive(trx, { kind: 'totals', shows: rows.map((row) => row.slug) })
}

async function lockCursor(trx: Transaction<DB>): Promise<Position> {
  return await trx.selectFrom('totals_state').select('read_to').forUpdate().executeTakeFirstOrThrow()
}

async function hasBacklog(trx: Transaction<DB>, after: Position, backlog: number): Promise<boolean> {
  const { rows } = await sql`
    select from changes c where ${isAfter(after)} offset ${backlog} limit 1`.execute(trx)
  return rows.length > 0
}
