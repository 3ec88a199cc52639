import { type Kysely, sql } from 'kysely'
import { boostAsJson } from '#api/boost/boost-as-json.ts'
import { selectBoosts } from '#api/boost/select-boosts.ts'
import type { TotalsRecords } from '#api/contract/totals.ts'
import { exact } from '#api/totals/json/exact.ts'
import type { Period } from '#api/totals/json/period.ts'
import { type Source, sourceOf } from '#api/totals/json/source.ts'
import type { ShowTotals } from '#api/totals/read/with-totals.ts'
import type { DB } from '#db/schema/index.ts'

/** The largest boost, the largest day and the best month of a period. */
export async function readRecords(
  db: Kysely<DB>,
  totals: ShowTotals,
  period: Period,
): Promise<TotalsRecords> {
  const source = sourceOf(totals.state, period)
  const boost = await largestBoost(db, totals.state.show_id, source, period)
  const day = await largest(db, source, 'YYYY-MM-DD')
  const month = await largest(db, source, 'YYYY-MM')
  const { title } = totals.show
  return {
    as_of: totals.state.as_of.toISOString(),
    time_zone: source.time_zone,
    largest_boost: boost,
    largest_day: day && { day: day.name, total_msat: exact(day.total, `${title} on ${day.name}`) },
    best_month: month && { month: month.name, total_msat: exact(month.total, `${title} in ${month.name}`) },
  }
}

async function largest(db: Kysely<DB>, source: Source, format: string) {
  const { rows } = await sql<{ name: string; total: string }>`
    ${source.beginning}
    select to_char(day, ${format}) as name,
           sum(boosts_counted_msat + autos_counted_msat + streams_received_msat)::text as total
    from ${source.cells} where part = 'show' group by 1
    order by sum(boosts_counted_msat + autos_counted_msat + streams_received_msat) desc, 1 limit 1`.execute(
    db,
  )
  return rows[0] ?? null
}

async function largestBoost(
  db: Kysely<DB>,
  showId: number,
  { time_zone }: Pick<Source, 'time_zone'>,
  { from, to }: Period,
) {
  let query = selectBoosts(db)
    .where('boosts.show_id', '=', showId)
    .where('shows.status', '<>', 'set_aside')
    .where('boosts.hidden', '=', false)
    .where('boosts.payment_count', '>', 0)
    // Beside what is counted an index has it, and what came as other money is below nothing.
    .where('boosts.size_order', '>', 0)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('show_supporters as x')
            .whereRef('x.show_id', '=', 'boosts.show_id')
            .whereRef('x.supporter_id', '=', 'boosts.supporter_id')
            .where(({ or, eb }) => or([eb('x.team', '=', true), eb('x.hidden', '=', true)])),
        ),
      ),
    )
  const day = sql<string>`(boosts.sent_at at time zone ${time_zone})::date`
  if (from !== null) query = query.where(day, '>=', from)
  if (to !== null) query = query.where(day, '<=', to)
  const row = await query
    .orderBy('boosts.size_order', 'desc')
    .orderBy('boosts.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? boostAsJson(row) : null
}
