import { type Kysely, sql } from 'kysely'
import type { FiguresWithPeople, Grain, View, ViewDay, ViewQuery } from '#api/contract/totals-view.ts'
import { isAsArrived, type Only } from '#api/totals/cell/only.ts'
import { headOf } from '#api/totals/json/head-of.ts'
import { type Period, periodOf } from '#api/totals/json/period.ts'
import type { ShowTotals } from '#api/totals/read/with-totals.ts'
import {
  between,
  bucketOf,
  cellOf,
  type FigureRow,
  factsOf,
  figuresAsJson,
  sumCells,
  sumSlices,
} from '#api/totals/view/facts.ts'
import { beforeOf, onlyOf } from '#api/totals/view/only-of.ts'
import { countPeople } from '#api/totals/view/people.ts'
import type { DB } from '#db/schema/index.ts'

/** What a show received in a period, day by day, narrowed to what is asked for, with the same of the days before. */
export async function readView(db: Kysely<DB>, totals: ShowTotals, query: ViewQuery): Promise<View> {
  const [period, only] = [periodOf(query), await onlyOf(db, query)]
  const before = beforeOf(period, query)
  const own = await readDays(db, totals, period, only, query.grain)
  const former = before && (await readDays(db, totals, before, only, query.grain))
  return {
    ...viewHeadOf(totals, period, before, only),
    figures: own.figures,
    before_figures: former?.figures ?? null,
    days: own.days,
    before_days: former?.days ?? [],
  }
}

/** What every answer of a view begins with. */
export function viewHeadOf(
  totals: ShowTotals,
  period: Period,
  before: { from: string; to: string } | null,
  only: Only,
) {
  return {
    ...headOf(totals, { time_zone: period.zone ?? totals.state.time_zone }, period),
    before: before && { from: before.from, to: before.to },
    as_arrived: isAsArrived(only),
  }
}

async function readDays(
  db: Kysely<DB>,
  { show, state }: ShowTotals,
  period: Period,
  only: Only,
  grain: Grain,
): Promise<{ figures: FiguresWithPeople; days: ViewDay[] }> {
  const facts = await factsOf(db, state, period, only, 'slices')
  // What one kind of cells tells by itself is summed by day already.
  const cell = facts.isStored ? cellOf(only) : null
  const [from, sums] = cell
    ? [
        sql`(
          select * from totals_cells
          where show_id = ${state.show_id} and part = ${cell.part} and key = ${cell.key} ${between(period)}
        ) cells`,
        sumCells(facts.asArrived),
      ]
    : [facts.slices, sumSlices(facts.asArrived)]
  const { rows } = await sql<FigureRow & { day: string | null }>`
    ${facts.beginning}
    select bucket::text as day, ${sums} from (select *, ${bucketOf(grain)} as bucket from ${from}) f
    group by grouping sets ((), (bucket)) order by bucket`.execute(db)
  const people = await countPeople(db, await factsOf(db, state, period, only, 'people'), grain)
  const [all] = rows.filter(({ day }) => day === null)
  if (!all) throw new Error('A sum has one row')
  // A payment that came on another day than its boost was sent leaves a day without anything sent.
  const told = rows.filter(
    ({ day, ...row }) => day !== null && Object.values(row).some((value) => Number(value) !== 0),
  )
  return {
    figures: { ...figuresAsJson(all, `${show.title} in these days`), ...people('') },
    days: told.map((row) => {
      const day = row.day ?? ''
      return { day, ...figuresAsJson(row, `${show.title} on ${day}`), ...people(day) }
    }),
  }
}
