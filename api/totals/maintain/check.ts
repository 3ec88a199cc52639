import { type Kysely, sql } from 'kysely'
import type { Logger } from 'pino'
import { bringUpToDate } from '#api/totals/maintain/bring-up-to-date.ts'
import { type Comparison, compareDays, compareSums } from '#api/totals/maintain/compare-show.ts'
import type { DB } from '#db/schema/index.ts'

/** A show that changes all the time is asked so often whether it rests. */
const TRIES = 10

/**
 * Compares all cells with the payments, show by show and year by year. A show with a difference is marked to be made anew.
 * @returns how many cells differed, and the first as a sentence
 */
export async function checkTotals(
  db: Kysely<DB>,
  log: Pick<Logger, 'warn'>,
  signal: AbortSignal,
): Promise<{ count: number; first: string | null }> {
  const shows = await db.selectFrom('shows').select(['id', 'title']).orderBy('id').execute()
  let count = 0
  let first: string | null = null
  for (const { id, title } of shows) {
    for (const compareIn of await piecesOf(db, id)) {
      if (signal.aborted) return { count, first }
      const found = await compareAtRest(db, id, compareIn)
      if (!found) {
        log.warn({ show: title }, 'totals are not checked: they change all the time')
        continue
      }
      if (found.count === 0) continue
      count += found.count
      const [one] = found.differences
      first ??= `${title}, ${one?.place}: ${one?.cell}`
      log.warn({ show: title, ...found }, 'totals differ from the payments; they are made anew')
      await db.updateTable('totals_shows').set({ stale: true }).where('show_id', '=', id).execute()
    }
  }
  return { count, first }
}

type Compare = (db: Kysely<DB>) => Promise<Comparison>

async function piecesOf(db: Kysely<DB>, showId: number): Promise<Compare[]> {
  const { rows } = await sql<{ first: number | null; last: number | null }>`
    select extract(year from min(at))::integer as first, extract(year from max(at))::integer as last from (
      (select day as at from totals_cells where show_id = ${showId} and part = 'show' order by day limit 1)
      union all
      (select day from totals_cells where show_id = ${showId} and part = 'show' order by day desc limit 1)
      union all
      (select settled_at::date from payments where show_id = ${showId} order by settled_at limit 1)
      union all
      (select settled_at::date from payments where show_id = ${showId} order by settled_at desc limit 1)
    ) ends`.execute(db)
  const { first, last } = rows[0] ?? {}
  const years =
    first == null || last == null ? [] : Array.from({ length: last - first + 1 }, (_, n) => first + n)
  // The ends are open: another zone may put a payment into the year before or after.
  const pieces = years.map((year, index) => ({
    show_id: showId,
    from: index === 0 ? null : `${year}-01-01`,
    to: index === years.length - 1 ? null : `${year}-12-31`,
  }))
  return [
    ...pieces.map((range) => (at: Kysely<DB>) => compareDays(at, range)),
    (at) => compareSums(at, showId),
  ]
}

async function compareAtRest(db: Kysely<DB>, showId: number, compare: Compare): Promise<Comparison | null> {
  for (let round = 0; round < TRIES; round++) {
    const found = await compare(db)
    if (!found.behind) return found
    await bringUpToDate(db, showId)
  }
  return null
}
