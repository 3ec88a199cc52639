import { sql, type Transaction } from 'kysely'
import type { Change } from '#api/change/feed.ts'
import { hasCode } from '#api/lib/errors.ts'
import { dropShows, makeDays } from '#api/totals/cell/build-days.ts'
import { addDaysToParts, mendParts } from '#api/totals/cell/build-parts.ts'
import { makeShow } from '#api/totals/cell/build-show.ts'
import { addDays, finishSummaries } from '#api/totals/cell/build-summaries.ts'
import { makeSupporters } from '#api/totals/cell/build-supporters.ts'
import { type LockedShow, lockShows } from '#api/totals/cell/lock-shows.ts'
import { touchedDays } from '#api/totals/maintain/touched-days.ts'
import type { DB } from '#db/schema/index.ts'

/** So many ranges of days go into one statement. */
const RANGES = 500

/**
 * Brings the cells of shows up to what changed. A show whose sums cannot be held, even here, is marked with why, and keeps no other from
 * theirs.
 * @param changes of the feed; those that touch no sums are welcome
 * @returns the ids of the shows whose cells were made
 */
export async function applyChanges(trx: Transaction<DB>, changes: readonly Change[]): Promise<number[]> {
  const relevant = changes.filter(touchesSums)
  const asked = [...new Set(relevant.map((change) => change.show_id ?? 0))]
  const shows = await lockShows(trx, asked)
  const there = new Set(shows.map((show) => show.show_id))
  await dropShows(
    trx,
    asked.filter((id) => !there.has(id)),
  )
  const ofShows = relevant.filter((change) => there.has(change.show_id ?? 0))
  if (await attempt(trx, () => makeTouched(trx, shows, ofShows))) return [...there]
  for (const show of shows) {
    const own = ofShows.filter((change) => change.show_id === show.show_id)
    if (!(await attempt(trx, () => makeTouched(trx, [show], own)))) await markBroken(trx, show.show_id)
  }
  return [...there]
}

/** A new episode or another name of a supporter changes no sum. */
function touchesSums({ show_id, episode_id, supporter_id, day }: Change): boolean {
  return show_id !== null && (day !== null || supporter_id !== null || episode_id === null)
}

async function makeTouched(
  trx: Transaction<DB>,
  shows: readonly LockedShow[],
  changes: readonly Change[],
): Promise<void> {
  const whole = new Set(shows.filter((show) => show.stale).map((show) => show.show_id))
  const zones = new Map(shows.map((show) => [show.show_id, BigInt(show.zone_xid)]))
  for (const change of changes) {
    const id = change.show_id ?? 0
    const isOfShow = change.day === null && change.supporter_id === null
    if (isOfShow || BigInt(change.xid) < (zones.get(id) ?? 0n)) whole.add(id)
  }
  const rest = changes.filter((change) => !whole.has(change.show_id ?? 0))
  const ranges = await touchedDays(trx, rest)
  await mendParts(trx, shows)
  const supporters = []
  await addDays(trx, '-', ranges)
  await addDaysToParts(trx, '-', ranges)
  for (let index = 0; index < ranges.length; index += RANGES)
    supporters.push(...(await makeDays(trx, ranges.slice(index, index + RANGES))))
  await addDays(trx, '+', ranges)
  await addDaysToParts(trx, '+', ranges)
  await makeSupporters(trx, supporters)
  await finishSummaries(trx, [...new Set(rest.map((change) => change.show_id ?? 0))])
  for (const id of whole) await makeShow(trx, id)
}

/** Does work that may fail for what the data are. @returns whether it went well; else nothing of it was done */
export async function attempt(trx: Transaction<DB>, work: () => Promise<void>): Promise<boolean> {
  await sql`savepoint attempt`.execute(trx)
  try {
    await work()
    await sql`release savepoint attempt`.execute(trx)
    return true
  } catch (error) {
    // A sum that not even the database holds, or a name that no index takes.
    if (!hasCode(error, '22003', '54000')) throw error
    await sql`rollback to savepoint attempt`.execute(trx)
    return false
  }
}

/** Says of a show that its cells cannot be made, and why; they are tried again when something changes. */
export async function markBroken(trx: Transaction<DB>, showId: number): Promise<void> {
  const error =
    'The sums of this show cannot be kept: one is more than 2^63 − 1 msat, or a name in them is longer than an index takes.'
  await trx
    .updateTable('totals_shows')
    .set({ stale: true, error, as_of: sql`now()` })
    .where('show_id', '=', showId)
    .execute()
}
