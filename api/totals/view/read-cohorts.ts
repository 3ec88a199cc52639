import { type Kysely, sql } from 'kysely'
import type { Cohorts } from '#api/contract/totals-view.ts'
import type { ShowTotals } from '#api/totals/read/with-totals.ts'
import type { DB } from '#db/schema/index.ts'

/** Who first gave when, and how many of them gave in each month since: all of it from cells. */
export async function readCohorts(db: Kysely<DB>, { state }: ShowTotals): Promise<Cohorts> {
  const { rows } = await sql<{ first: string; month: string; supporters: number }>`
    select to_char(first_month, 'YYYY-MM') as first, to_char(month, 'YYYY-MM') as month, supporters
    from totals_cohorts where show_id = ${state.show_id} order by first_month, totals_cohorts.month`.execute(
    db,
  )
  const cohorts = Map.groupBy(rows, (row) => row.first)
  return {
    as_of: state.as_of.toISOString(),
    time_zone: state.time_zone,
    items: [...cohorts].map(([month, months]) => ({
      month,
      months: months.map(({ month: name, supporters }) => ({ month: name, supporters })),
    })),
  }
}
