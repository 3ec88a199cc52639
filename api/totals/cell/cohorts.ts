import { type RawBuilder, sql, type Transaction } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/** Joins the `months` that have a day on which somebody gave, of a row `years`. */
const monthsOf = sql`
  cross join lateral (
    select make_date(years.year, n, 1) as month from generate_series(1, 12) n
    where position(B'1' in substring(years.days
      from extract(doy from make_date(years.year, n, 1))::integer
      for extract(day from make_date(years.year, n, 1) + interval '1 month' - interval '1 day')::integer)) > 0
  ) months`

/**
 * How many of those who first gave in one month gave in another, as rows of `totals_cohorts`. A cohort is that of the month of their first
 * act in the show's time zone, as the days are.
 * @param people a relation `w` with the shows and supporters that are counted
 */
export function cohortsOf(people: RawBuilder<unknown>): RawBuilder<unknown> {
  // Years are written so that no index of a whole show's year has them, as in `makeSupporters`.
  return sql`
    select w.show_id, date_trunc('month', ever.first_at at time zone k.time_zone)::date as first_month,
           months.month, count(*)::integer as supporters
    from ${people} join totals_shows k on k.show_id = w.show_id
    cross join lateral (
      select first_at from totals_supporters
      where show_id = w.show_id and supporter_id = w.supporter_id and year + 0 = 0 offset 0
    ) ever
    cross join lateral (
      select year, days from totals_supporters
      where show_id = w.show_id and supporter_id = w.supporter_id and year + 0 > 0 offset 0
    ) years
    ${monthsOf}
    group by 1, 2, 3`
}

/** Takes some supporters out of the cohorts before their sums are made anew, or adds them afterwards. Their shows are locked. */
export async function addCohorts(
  trx: Transaction<DB>,
  sign: '+' | '-',
  people: RawBuilder<unknown>,
): Promise<void> {
  const made = cohortsOf(people)
  if (sign === '+') {
    await sql`
      insert into totals_cohorts as c (show_id, first_month, month, supporters) ${made}
      on conflict (show_id, first_month, month) do update set supporters = c.supporters + excluded.supporters`.execute(
      trx,
    )
    await sql`
      delete from totals_cohorts c using (select distinct show_id from ${people}) t
      where c.show_id = t.show_id and c.supporters = 0`.execute(trx)
    return
  }
  await sql`
    update totals_cohorts c set supporters = c.supporters - n.supporters from (${made}) n
    where c.show_id = n.show_id and c.first_month = n.first_month and c.month = n.month`.execute(trx)
}

/** Makes those of a whole show anew, from its supporters. It is locked. */
export async function makeCohorts(trx: Transaction<DB>, showId: number): Promise<void> {
  await trx.deleteFrom('totals_cohorts').where('show_id', '=', showId).execute()
  await sql`
    insert into totals_cohorts (show_id, first_month, month, supporters) ${cohortsOfShow(showId)}`.execute(
    trx,
  )
}

/** The cohorts of a whole show, each row of its supporters read once. */
export function cohortsOfShow(showId: number): RawBuilder<unknown> {
  return sql`
    select ever.show_id, date_trunc('month', ever.first_at at time zone k.time_zone)::date as first_month,
           months.month, count(*)::integer as supporters
    from totals_supporters ever
    join totals_supporters years on years.show_id = ever.show_id and years.supporter_id = ever.supporter_id and years.year > 0
    join totals_shows k on k.show_id = ever.show_id
    ${monthsOf}
    where ever.show_id = ${showId} and ever.year = 0
    group by 1, 2, 3`
}
