import { sql, type Transaction } from 'kysely'
import { SUMS, sumCells, sumNames } from '#api/totals/cell/sums.ts'
import type { DB } from '#db/schema/index.ts'

/** Makes the sums of all time of shows anew, from their cells, and says as of when they are. The shows are locked. */
export async function makeSummaries(trx: Transaction<DB>, showIds: readonly number[]): Promise<void> {
  if (showIds.length === 0) return
  const ids = [...showIds]
  await sql`
    update totals_shows t set
      (${sumNames}, anonymous) = (
        select ${sumCells}, coalesce(sum(anonymous), 0)::integer from totals_cells c
        where c.show_id = t.show_id and c.part = 'show'),
      supporters = (
        select count(*) from totals_supporters s
        where s.show_id = t.show_id and s.year = 0 and ${isSupporter}),
      fiat_sums = (
        select coalesce(jsonb_agg(jsonb_build_object('currency', currency, 'amount_minor', amount, 'count', count)
                                  order by currency), '[]')
        from (select currency, sum(amount_minor)::text as amount, sum(count)::integer as count
              from totals_fiat f where f.show_id = t.show_id and f.part = 'show' group by currency) money),
      as_of = now(), stale = false, error = null
    where t.show_id = any(${ids}::integer[])`.execute(trx)
}

/** Whether a row is of somebody who gave: a refund alone makes nobody a supporter. */
export const isSupporter = sql.raw(`(${SUMS.filter((name) => !name.endsWith('_msat')).join(' + ')}) > 0`)
