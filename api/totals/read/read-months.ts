import { type Kysely, sql } from 'kysely'
import type { TotalsMonths } from '#api/contract/totals.ts'
import { isSupporter } from '#api/totals/cell/build-summaries.ts'
import { sumCellsAsText } from '#api/totals/cell/sums.ts'
import { headOf } from '#api/totals/json/head-of.ts'
import type { Period } from '#api/totals/json/period.ts'
import { type Source, sourceOf } from '#api/totals/json/source.ts'
import { readFiat, type SumsRow, sumsAsJson } from '#api/totals/json/sums-as-json.ts'
import { betweenMonths, isOfWholeMonths } from '#api/totals/json/whole-months.ts'
import type { ShowTotals } from '#api/totals/read/with-totals.ts'
import type { DB } from '#db/schema/index.ts'

/** What a show received in each month that has something, in order, and how many supporters were new. */
export async function readMonths(db: Kysely<DB>, totals: ShowTotals, period: Period): Promise<TotalsMonths> {
  const source = sourceOf(totals.state, period)
  const { rows } = await sql<SumsRow & { month: string; anonymous: number }>`
    ${source.beginning}
    select to_char(day, 'YYYY-MM') as month, ${sumCellsAsText}, sum(anonymous)::integer as anonymous
    from ${source.cells} where part = 'show' group by 1 order by 1`.execute(db)
  const fiat = await readFiat(db, source, 'show', 'month')
  const isOwnZone = period.zone === null || period.zone === totals.state.time_zone
  const people =
    isOwnZone && isOfWholeMonths(period)
      ? await readPeople(db, totals.state.show_id, period)
      : await countPeople(db, totals.state.show_id, source)
  return {
    ...headOf(totals, source, period),
    items: rows.map((row) => ({
      month: row.month,
      ...sumsAsJson(row, fiat(row.month), `${totals.show.title} in ${row.month}`),
      supporters: people.get(row.month)?.supporters ?? 0,
      new_supporters: people.get(row.month)?.new_supporters ?? 0,
    })),
  }
}

type People = { month: string; supporters: number; new_supporters: number }

/** Those of whole months, from the cohorts: however many gave, there are few of these. */
async function readPeople(db: Kysely<DB>, showId: number, period: Period): Promise<Map<string, People>> {
  const { rows } = await sql<People>`
    select to_char(month, 'YYYY-MM') as month, sum(supporters)::integer as supporters,
           coalesce(sum(supporters) filter (where first_month = month), 0)::integer as new_supporters
    from totals_cohorts
    where show_id = ${showId} ${betweenMonths(period)} group by totals_cohorts.month`.execute(db)
  return new Map(rows.map((row) => [row.month, row]))
}

async function countPeople(db: Kysely<DB>, showId: number, source: Source): Promise<Map<string, People>> {
  const { rows } = await sql<People>`
    ${source.beginning}
    select to_char(month, 'YYYY-MM') as month, count(*)::integer as supporters,
           (count(*) filter (where date_trunc('month', s.first_at at time zone ${source.time_zone}) = month))::integer as new_supporters
    from (select distinct supporter_id, date_trunc('month', day::timestamp) as month from ${source.people} where ${isSupporter}) p
    join totals_supporters s on s.show_id = ${showId} and s.year = 0 and s.supporter_id = p.supporter_id
    group by month`.execute(db)
  return new Map(rows.map((row) => [row.month, row]))
}
