import { type Kysely, sql } from 'kysely'
import { exact } from '#api/totals/answer/exact.ts'
import { bringUpToDate } from '#api/totals/keep/bring-up-to-date.ts'
import { NO_RUN, type Run, readRuns } from '#api/totals/supporter/read-runs.ts'
import type { DB } from '#db/schema/index.ts'

/** What a boost is in the history of who sent it with the show. */
export type BoostHistory = {
  supporter_id: string
  /** 1: their first. Boosts and autos, hidden ones left out. */
  nth: number
  /** When they sent the one before it. */
  previous_at: Date | null
  /** All they gave the show, of all time: boosts and autos as counted, streams as received. */
  total_msat: number
  run: Run
}

type Row = { id: string; supporter_id: string; nth: number; previous_at: Date | null; total: string | null }

/**
 * The histories of many boosts of a show at once, by the boost's id; those of nobody in particular have none.
 * @param boostIds a few hundred at most
 * @throws AppError unprocessable where a sum is larger than a number holds exactly
 */
export async function readHistories(
  db: Kysely<DB>,
  showId: number,
  boostIds: readonly string[],
): Promise<Map<string, BoostHistory>> {
  if (boostIds.length === 0) return new Map()
  await bringUpToDate(db, showId)
  const { rows } = await sql<Row>`
    select b.id, b.supporter_id, (h.earlier + 1)::integer as nth, h.previous_at, t.total_msat::text as total
    from boosts b
    cross join lateral (
      select count(*) as earlier, max(e.sent_at) as previous_at from boosts e
      where e.supporter_id = b.supporter_id and e.show_id = b.show_id and not e.hidden and e.payment_count > 0
        and e.sent_at <= b.sent_at and (e.sent_at, e.id) < (b.sent_at, b.id)
    ) h
    left join totals_supporters t on t.show_id = b.show_id and t.supporter_id = b.supporter_id and t.year = 0
    where b.id = any(${boostIds}::uuid[]) and b.show_id = ${showId} and b.supporter_id is not null`.execute(
    db,
  )
  const runs = await readRuns(db, showId, [...new Set(rows.map((row) => row.supporter_id))])
  return new Map(
    rows.map(({ id, total, ...row }) => [
      id,
      {
        ...row,
        total_msat: exact(total ?? '0', 'what a supporter gave'),
        run: runs.get(row.supporter_id) ?? NO_RUN,
      },
    ]),
  )
}
