import { type Kysely, sql } from 'kysely'
import type { TotalsJson } from '#api/contract/totals.ts'
import { isSupporter } from '#api/totals/cell/build-summaries.ts'
import { supportersIn } from '#api/totals/cell/count-supporters.ts'
import { SUMS, sumCellsAsText } from '#api/totals/cell/sums.ts'
import type { Period } from '#api/totals/json/period.ts'
import { sourceOf } from '#api/totals/json/source.ts'
import { readFiat, type SumsRow, sumsAsJson } from '#api/totals/json/sums-as-json.ts'
import type { ShowState } from '#api/totals/maintain/pending.ts'
import type { ShowTotals } from '#api/totals/read/with-totals.ts'
import type { DB } from '#db/schema/index.ts'

type Row = SumsRow & { anonymous: number; supporters: number }

/** What a show received in a period. */
export async function readTotals(
  db: Kysely<DB>,
  { show, state }: ShowTotals,
  period: Period,
): Promise<TotalsJson> {
  const as_of = state.as_of.toISOString()
  const cell = period.from === null && period.to === null ? show.title : `${show.title} in these days`
  if (period.from === null && period.to === null) {
    const row = await readAllTime(db, state)
    return { as_of, ...sumsAsJson(row, state.fiat_sums, cell), supporters: row.supporters }
  }
  const source = sourceOf(state, period)
  const { rows } = await sql<Row>`
    ${source.beginning}
    select ${sumCellsAsText}, coalesce(sum(anonymous), 0)::integer as anonymous,
           ${source.isStored ? supportersIn(state.show_id, period) : sql`(select count(distinct supporter_id) from ${source.people} where ${isSupporter})`} as supporters
    from ${source.cells} where part = 'show'`.execute(db)
  const [row] = rows
  if (!row) throw new Error('A sum has one row')
  const fiat = await readFiat(db, source, 'show', 'key')
  return { as_of, ...sumsAsJson(row, fiat(''), cell), supporters: row.supporters }
}

/** Those of all time are the same in every zone. */
async function readAllTime(db: Kysely<DB>, { show_id }: Pick<ShowState, 'show_id'>): Promise<Row> {
  const columns = sql.raw(SUMS.map((name) => (name.endsWith('_msat') ? `${name}::text` : name)).join(', '))
  const { rows } = await sql<Row>`
    select ${columns}, anonymous, supporters from totals_shows where show_id = ${show_id}`.execute(db)
  const [row] = rows
  if (!row) throw new Error('The show has no totals')
  return row
}
