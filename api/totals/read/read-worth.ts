import { type Kysely, sql } from 'kysely'
import type { TotalsWorth } from '#api/contract/totals.ts'
import { minorDigits } from '#api/rate/minor-digits.ts'
import { bestRate } from '#api/rate/price-at.ts'
import { byHour, loadValuing } from '#api/rate/valuing/valuing.ts'
import { eachHourOf } from '#api/totals/json/each-hour.ts'
import { exact } from '#api/totals/json/exact.ts'
import { headOf } from '#api/totals/json/head-of.ts'
import type { Period } from '#api/totals/json/period.ts'
import { sourceOf } from '#api/totals/json/source.ts'
import type { ShowTotals } from '#api/totals/read/with-totals.ts'
import type { DB } from '#db/schema/index.ts'

type Row = { amount_minor: string | null; priced_msat: string; unpriced_msat: string }

/**
 * What the counted sats of a period were worth when they came, by the price of each hour that has some, as its book is valued. The books value payment by
 * payment, and what was received: their sums are near this one, not it.
 */
export async function readWorth(db: Kysely<DB>, totals: ShowTotals, period: Period): Promise<TotalsWorth> {
  const { id, currency, demo, title } = totals.show
  const valuing = demo ? byHour(currency) : await loadValuing(db, id, currency)
  const source = sourceOf(totals.state, period)
  const { rows } = await sql<Row>`
    ${source.beginning}, by_hour as (
      select (day::timestamp + make_interval(hours => hour)) at time zone ${source.time_zone} as at,
             counted + received as msat
      from ${eachHourOf(source.hours)}
    )
    select round(sum(msat * price) / 1e11 * ${10 ** minorDigits(currency)}::integer)::text as amount_minor,
           coalesce(sum(msat) filter (where price is not null), 0)::text as priced_msat,
           coalesce(sum(msat) filter (where price is null), 0)::text as unpriced_msat
    from by_hour left join lateral (${bestRate(valuing, sql.ref('by_hour.at'), demo)}) r on true`.execute(db)
  const [row] = rows
  if (!row) throw new Error('A sum has one row')
  return {
    ...headOf(totals, source, period),
    currency,
    amount_minor: row.amount_minor === null ? null : exact(row.amount_minor, `what ${title} was worth`),
    priced_msat: exact(row.priced_msat, `the priced sats of ${title}`),
    unpriced_msat: exact(row.unpriced_msat, `the sats of ${title} without a price`),
  }
}
