import { type Kysely, sql } from 'kysely'
import type { Run } from '#api/goal/run-of.ts'
import { minorDigits } from '#api/rate/minor-digits.ts'
import { bestRate } from '#api/rate/price-at.ts'
import { byHour, loadValuing, type ValuedBy } from '#api/rate/valuing/valuing.ts'
import type { GoalRow } from '#db/schema/goal.ts'
import type { DB } from '#db/schema/index.ts'

type Counted = { reached: number; first: string | null }

/** Cells that count for a goal: of an episode, or of the show. */
const cellsOf = ({ show_id, episode_id }: GoalRow, { from, to }: Run) => sql`
  show_id = ${show_id} and part = ${episode_id === null ? 'show' : 'episode'} and key = ${episode_id ?? ''}
    and day >= coalesce(${from}::date, '-infinity') and day <= coalesce(${to}::date, 'infinity')`

/** What was boosted and streamed in a cell, as totals have it: no claim is in them. */
const given = sql`boosts_counted_msat + autos_counted_msat + streams_received_msat`

/**
 * How much of a goal came in a run, from the cells as they are, and on which day something came first.
 * @returns whole sats, or the currency's minor unit
 */
export async function countGoal(
  db: Kysely<DB>,
  show: { time_zone: string; demo: boolean },
  goal: GoalRow,
  run: Run,
): Promise<Counted> {
  const { rows } = await (goal.currency === null
    ? sql<Counted>`
      select floor(coalesce(sum(${given}), 0) / 1000)::bigint as reached, min(day) as first
      from totals_cells where ${cellsOf(goal, run)}`
    : worth(
        show,
        goal,
        show.demo ? byHour(goal.currency) : await loadValuing(db, goal.show_id, goal.currency),
        run,
      )
  ).execute(db)
  return rows[0] ?? { reached: 0, first: null }
}

/**
 * A day's sats at what they were worth on the average of its hours, as the show has them; those of hours without a price count as the
 * others of their day. Beside it what came as this money.
 */
function worth(
  { time_zone, demo }: { time_zone: string; demo: boolean },
  goal: GoalRow,
  valuing: ValuedBy,
  run: Run,
) {
  const { currency } = valuing
  return sql<Counted>`
    with cells as (select day, ${given} as msat from totals_cells where ${cellsOf(goal, run)}),
    by_hour as (
      select day, (day::timestamp + make_interval(hours => h.hour)) at time zone ${time_zone} as at,
             h.counted + h.received as msat
      from totals_hours, unnest(hours, counted_msat, received_msat) as h(hour, counted, received)
      where show_id = ${goal.show_id} and day in (select day from cells)
    ),
    prices as (
      select day, sum(msat * price) / nullif(sum(msat) filter (where price is not null), 0) as price
      from by_hour left join lateral (${bestRate(valuing, sql.ref('by_hour.at'), demo)}) r on true
      group by day
    )
    select coalesce(
        (select floor(sum(msat * price) / 1e11 * ${10 ** minorDigits(currency)}::integer) from cells join prices using (day)), 0)::bigint
      + coalesce((select sum(amount_minor) from totals_fiat where ${cellsOf(goal, run)} and currency = ${currency}), 0)::bigint as reached,
      (select min(day) from cells) as first`
}
