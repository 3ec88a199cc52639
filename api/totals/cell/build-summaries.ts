import { type RawBuilder, sql, type Transaction } from 'kysely'
import type { DayRange } from '#api/totals/cell/activity.ts'
import { rangesAsRows } from '#api/totals/cell/build-days.ts'
import { SUMS, sumCells, sumNames } from '#api/totals/cell/sums.ts'
import type { DB } from '#db/schema/index.ts'

/** Makes the sums of all time of a show anew, from its cells. It is locked. */
export async function makeSummary(trx: Transaction<DB>, showId: number): Promise<void> {
  await sql`
    update totals_shows t set
      (${sumNames}, anonymous) = (
        select ${sumCells}, coalesce(sum(anonymous), 0)::integer from totals_cells c
        where c.show_id = t.show_id and c.part = 'show'),
      supporters = (
        select count(*) from totals_supporters s where s.show_id = t.show_id and s.year = 0 and ${isSupporter})
    where t.show_id = ${showId}`.execute(trx)
  await finishSummaries(trx, [showId])
}

/** Takes the cells of days off the sums of all time before these are made anew, or adds them afterwards. The shows are locked. */
export async function addDays(
  trx: Transaction<DB>,
  sign: '+' | '-',
  ranges: readonly DayRange[],
): Promise<void> {
  const names = [...SUMS, 'anonymous']
  const sets = sql.raw(names.map((name) => `${name} = s.${name} ${sign} n.${name}`).join(', '))
  await sql`
    update totals_shows s set ${sets}
    from (
      select c.show_id, ${sumCells}, sum(anonymous)::integer as anonymous
      from ${rangesAsRows(ranges)} cross join lateral (
        select * from totals_cells
        where show_id = t.show_id and part = 'show' and day >= t.first and day <= t.last offset 0
      ) c group by c.show_id
    ) n where s.show_id = n.show_id`.execute(trx)
}

/** Says as of when the sums of shows are, and sums their fiat, of which there is little. */
export async function finishSummaries(trx: Transaction<DB>, showIds: readonly number[]): Promise<void> {
  if (showIds.length === 0) return
  await sql`
    update totals_shows t set
      fiat_sums = ${fiatSumsOf(sql.ref('t.show_id'))},
      -- Of days that were touched who gave is known then, of all days only where it was before.
      people_as_of = case when people_as_of = as_of then now() end,
      as_of = now(), parts_as_of = now(), stale = false, error = null
    where t.show_id = any(${[...showIds]}::integer[])`.execute(trx)
}

/** Whether a row is of somebody who gave: a refund alone makes nobody a supporter. */
export const isSupporter = sql.raw(`(${SUMS.filter((name) => !name.endsWith('_msat')).join(' + ')}) > 0`)

/** A show's fiat of all time by currency, as it is stored. */
export function fiatSumsOf(showId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    select coalesce(jsonb_agg(jsonb_build_object('currency', currency, 'amount_minor', amount, 'count', count)
                              order by currency), '[]')
    from (select currency, sum(amount_minor)::text as amount, sum(count)::integer as count
          from totals_fiat f where f.show_id = ${showId} and f.part = 'show' group by currency) money)`
}
