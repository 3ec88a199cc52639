import { sql, type Transaction } from 'kysely'
import { cellsOf, type DayRange, fiatOf, hoursOf, supporterDaysOf, withActs } from '#api/totals/cell/acts.ts'
import { sumActs, sumNames } from '#api/totals/cell/sums.ts'
import type { DB } from '#db/schema/index.ts'

/** The tables whose rows are of a day. */
const OF_DAY = ['totals_cells', 'totals_fiat', 'totals_hours', 'totals_supporter_days'] as const

/** Whose sums of larger periods no longer hold. */
export type TouchedSupporter = { show_id: number; supporter_id: string; year: number }

/**
 * Makes the cells of some days anew from the payments. The shows are locked. All cells come from one snapshot.
 * @param ranges that do not overlap
 * @returns the supporters whose days were or are among them
 */
export async function makeDays(
  trx: Transaction<DB>,
  ranges: readonly DayRange[],
): Promise<TouchedSupporter[]> {
  const before = await dropDays(trx, ranges)
  const { rows: after } = await sql<TouchedSupporter>`
    ${withActs(ranges)},
    new_cells as (
      insert into totals_cells (show_id, part, day, key, ${sumNames}, anonymous) ${cellsOf(sumActs)}
    ),
    new_fiat as (insert into totals_fiat ${fiatOf}),
    new_hours as (insert into totals_hours ${hoursOf}),
    new_days as (
      insert into totals_supporter_days (show_id, day, supporter_id, episode_id, ${sumNames}, first_at, last_at)
      ${supporterDaysOf(sumActs)}
      returning show_id, supporter_id, day
    )
    select distinct show_id, supporter_id, extract(year from day)::integer as year from new_days`.execute(trx)
  return [...before, ...after]
}

async function dropDays(trx: Transaction<DB>, ranges: readonly DayRange[]): Promise<TouchedSupporter[]> {
  const touched = sql`
    unnest(${ranges.map((range) => range.show_id)}::integer[], ${ranges.map((range) => range.from)}::date[],
           ${ranges.map((range) => range.to)}::date[]) as t(show_id, first, last)`
  const within = sql`
    c.show_id = t.show_id and c.day >= coalesce(t.first, '-infinity') and c.day <= coalesce(t.last, 'infinity')`
  const parts = sql`(values ('show'), ('episode'), ('app'), ('wallet'), ('rail'), ('supporter')) part(name)`
  const { rows } = await sql<TouchedSupporter>`
    with cells as (delete from totals_cells c using ${touched}, ${parts} where ${within} and c.part = part.name),
    fiat as (delete from totals_fiat c using ${touched}, ${parts} where ${within} and c.part = part.name),
    hours as (delete from totals_hours c using ${touched} where ${within}),
    days as (
      delete from totals_supporter_days c using ${touched} where ${within}
      returning c.show_id, c.supporter_id, c.day
    )
    select distinct show_id, supporter_id, extract(year from day)::integer as year from days`.execute(trx)
  return rows
}

/** Drops all cells of shows: those that are made anew, and those that are no more. */
export async function dropShows(trx: Transaction<DB>, showIds: readonly number[]): Promise<void> {
  if (showIds.length === 0) return
  for (const table of [...OF_DAY, 'totals_supporters'] as const)
    await trx
      .deleteFrom(table)
      .where('show_id', 'in', [...showIds])
      .execute()
}
