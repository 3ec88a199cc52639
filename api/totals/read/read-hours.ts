import { type Kysely, sql } from 'kysely'
import type { TotalsHours } from '#api/contract/totals.ts'
import { eachHourOf } from '#api/totals/json/each-hour.ts'
import { exact } from '#api/totals/json/exact.ts'
import { headOf } from '#api/totals/json/head-of.ts'
import type { Period } from '#api/totals/json/period.ts'
import { sourceOf } from '#api/totals/json/source.ts'
import type { ShowTotals } from '#api/totals/read/with-totals.ts'
import type { DB } from '#db/schema/index.ts'

type Row = {
  weekday: number
  hour: number
  boosts: number
  counted_msat: string
  streams: number
  received_msat: string
}

/** At which hours of the week a show receives something. */
export async function readHours(db: Kysely<DB>, totals: ShowTotals, period: Period): Promise<TotalsHours> {
  const source = sourceOf(totals.state, period)
  const { rows } = await sql<Row>`
    ${source.beginning}
    select extract(isodow from day)::integer as weekday, hour, sum(boosts)::integer as boosts,
           sum(counted)::text as counted_msat, sum(streams)::integer as streams, sum(received)::text as received_msat
    from ${eachHourOf(source.hours)} group by 1, hour order by 1, hour`.execute(db)
  return {
    ...headOf(totals, source, period),
    items: rows.map(({ weekday, hour, boosts, counted_msat, streams, received_msat }) => {
      const cell = `hour ${hour} of weekday ${weekday} of ${totals.show.title}`
      return {
        weekday,
        hour,
        boosts: { count: boosts, counted_msat: exact(counted_msat, `boosts of ${cell}`) },
        streams: { count: streams, received_msat: exact(received_msat, `streams of ${cell}`) },
      }
    }),
  }
}
