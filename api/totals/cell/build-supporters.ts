import { type RawBuilder, sql, type Transaction } from 'kysely'
import type { TouchedSupporter } from '#api/totals/cell/build-days.ts'
import { isSupporter } from '#api/totals/cell/build-summaries.ts'
import { addCohorts, makeCohorts } from '#api/totals/cell/cohorts.ts'
import { sumCells, sumNames } from '#api/totals/cell/sums.ts'
import { liesElsewhere } from '#db/distributed/lies-elsewhere.ts'
import type { DB } from '#db/schema/index.ts'

const columns = sql`show_id, year, supporter_id, ${sumNames}, total_msat, first_at, last_at, days, first_episode_id`
const total = sql`sum(boosts_counted_msat + autos_counted_msat + streams_received_msat)::bigint as total_msat`
const ends = sql`min(first_at) as first_at, max(last_at) as last_at`

/** A bit for each day on which they gave, and the episode that they gave for first; of days. */
const ofDays = sql`
  coalesce(bit_or(set_bit(0::bit(366), extract(doy from day)::integer - 1, 1)) filter (where ${isSupporter}), 0::bit(366)) as days,
  (array_agg(episode_id order by first_at, episode_id))[1] as first_episode_id`

/** Years of supporters, from their days, as rows of `totals_supporters`. */
export const yearsOf = (days: RawBuilder<unknown>) => sql`
  select show_id, extract(year from day)::smallint as year, supporter_id, ${sumCells}, ${total}, ${ends}, ${ofDays}
  from ${days} group by show_id, 2, supporter_id`

/** All time, from the years. */
export const allTimeOf = (years: RawBuilder<unknown>) => sql`
  select show_id, 0::smallint as year, supporter_id, ${sumCells}, ${total}, ${ends}, 0::bit(366) as days,
         (array_agg(first_episode_id order by first_at, first_episode_id))[1] as first_episode_id
  from ${years} group by show_id, supporter_id`

/** Makes the sums of supporters over years and all time anew, from the cells of days, and counts them. Their shows are locked. */
export async function makeSupporters(
  trx: Transaction<DB>,
  touched: readonly TouchedSupporter[],
): Promise<void> {
  if (touched.length === 0) return
  const distinct = [
    ...new Map(touched.map((one) => [`${one.show_id} ${one.supporter_id} ${one.year}`, one])).values(),
  ]
  const wanted = sql`(
    select distinct show_id, supporter_id, year from unnest(
      ${distinct.map((one) => one.show_id)}::integer[], ${distinct.map((one) => one.supporter_id)}::uuid[],
      ${distinct.map((one) => one.year)}::smallint[]) as w(show_id, supporter_id, year)) w`
  const people = sql`(select distinct show_id, supporter_id from ${wanted}) w`
  const count = (sign: '+' | '-') => sql`
    update totals_shows t set supporters = t.supporters ${sql.raw(sign)} n.count
    from (
      select show_id, count(*)::integer as count from ${people} cross join lateral (
        select from totals_supporters
        where show_id = w.show_id and supporter_id = w.supporter_id and year + 0 = 0 and ${isSupporter} offset 0
      ) s group by show_id
    ) n where t.show_id = n.show_id`
  // Years are written so that no index has them: one of a whole show's year looks as good as the person's own before there
  // are statistics, and reads everybody.
  await count('-').execute(trx)
  await addCohorts(trx, '-', people)
  await (liesElsewhere(trx)
    ? sql`
    delete from totals_supporters t using ${wanted}
    where t.show_id = w.show_id and t.supporter_id = w.supporter_id and t.year + 0 in (0, w.year)`
    : sql`
    delete from totals_supporters where ctid = any(array(
      select s.row from ${wanted} cross join lateral (
        select ctid as row from totals_supporters
        where show_id = w.show_id and supporter_id = w.supporter_id and year + 0 in (0, w.year) offset 0
      ) s))`
  ).execute(trx)
  await sql`insert into totals_supporters (${columns}) ${yearsOf(sql`(
    select d.* from ${wanted} cross join lateral (
      select * from totals_supporter_days
      where show_id = w.show_id and supporter_id = w.supporter_id
        and extract(year from day) = w.year offset 0) d) days`)}`.execute(trx)
  await sql`insert into totals_supporters (${columns}) ${allTimeOf(sql`(
    select s.* from ${people} cross join lateral (
      select * from totals_supporters
      where show_id = w.show_id and supporter_id = w.supporter_id and year > 0 offset 0) s) years`)}`.execute(
    trx,
  )
  await count('+').execute(trx)
  await addCohorts(trx, '+', people)
}

/** Makes those of a whole show, whose cells of supporters over larger periods are dropped already. */
export async function makeAllSupporters(trx: Transaction<DB>, showId: number): Promise<void> {
  const days = sql`(select * from totals_supporter_days where show_id = ${showId}) days`
  await sql`insert into totals_supporters (${columns}) ${yearsOf(days)}`.execute(trx)
  const years = sql`(select * from totals_supporters where show_id = ${showId} and year > 0) years`
  await sql`insert into totals_supporters (${columns}) ${allTimeOf(years)}`.execute(trx)
  await makeCohorts(trx, showId)
}
