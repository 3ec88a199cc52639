import { type Kysely, sql } from 'kysely'
import type { TotalsDays } from '#api/contract/totals.ts'
import { sumCellsAsText } from '#api/totals/cell/sums.ts'
import { headOf } from '#api/totals/json/head-of.ts'
import type { Period } from '#api/totals/json/period.ts'
import { sourceOf } from '#api/totals/json/source.ts'
import { readFiat, type SumsRow, sumsAsJson } from '#api/totals/json/sums-as-json.ts'
import type { ShowTotals } from '#api/totals/read/with-totals.ts'
import type { DB } from '#db/schema/index.ts'

/** What a show received on each day that has something, in order. */
export async function readDays(db: Kysely<DB>, totals: ShowTotals, period: Period): Promise<TotalsDays> {
  const source = sourceOf(totals.state, period)
  const { rows } = await sql<SumsRow & { day: string; anonymous: number }>`
    ${source.beginning}
    select day, ${sumCellsAsText}, sum(anonymous)::integer as anonymous
    from ${source.cells} where part = 'show' group by day order by day`.execute(db)
  const fiat = await readFiat(db, source, 'show', 'day')
  return {
    ...headOf(totals, source, period),
    items: rows.map((row) => ({
      day: row.day,
      ...sumsAsJson(row, fiat(row.day), `${totals.show.title} on ${row.day}`),
    })),
  }
}
