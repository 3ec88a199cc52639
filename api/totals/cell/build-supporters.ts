import { type RawBuilder, sql, type Transaction } from 'kysely'
import type { TouchedSupporter } from '#api/totals/cell/build-days.ts'
import { isSupporter } from '#api/totals/cell/build-summaries.ts'
import { sumCells, sumNames } from '#api/totals/cell/sums.ts'
import type { DB } from '#db/schema/index.ts'

const columns = sql`show_id, year, supporter_id, ${sumNames}, total_msat, first_at, last_at`
const total = sql`sum(boosts_counted_msat + autos_counted_msat + streams_received_msat)::bigint`
const ends = sql`min(first_at) as first_at, max(last_at) as last_at`

/** A supporter's year, from their days; `days` holds these. */
const years = (days: RawBuilder<unknown>) => sql`
  insert into totals_supporters (${columns})
  select show_id, extract(year from day)::smallint as year, supporter_id, ${sumCells}, ${total}, ${ends}
  from ${days} group by show_id, 2, supporter_id`

/** All time, from the years. */
const allTime = (rows: RawBuilder<unknown>) => sql`
  insert into totals_supporters (${columns})
  select show_id, 0, supporter_id, ${sumCells}, ${total}, ${ends}
  from ${rows} group by show_id, supporter_id`

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
  await sql`
    delete from totals_supporters where ctid = any(array(
      select s.row from ${wanted} cross join lateral (
        select ctid as row from totals_supporters
        where show_id = w.show_id and supporter_id = w.supporter_id and year + 0 in (0, w.year) offset 0
      ) s))`.execute(trx)
  await years(sql`(
    select d.* from ${wanted} cross join lateral (
      select * from totals_supporter_days
      where show_id = w.show_id and supporter_id = w.supporter_id
        and extract(year from day) = w.year offset 0) d) days`).execute(trx)
  await allTime(sql`(
    select s.* from ${people} cross join lateral (
      select * from totals_supporters
      where show_id = w.show_id and supporter_id = w.supporter_id and year > 0 offset 0) s) years`).execute(
    trx,
  )
  await count('+').execute(trx)
}

/** Makes those of a whole show, whose cells of supporters over larger periods are dropped already. */
export async function makeAllSupporters(trx: Transaction<DB>, showId: number): Promise<void> {
  await years(sql`(select * from totals_supporter_days where show_id = ${showId}) days`).execute(trx)
  await allTime(sql`(select * from totals_supporters where show_id = ${showId} and year > 0) years`).execute(
    trx,
  )
}
