import { sql, type Transaction } from 'kysely'
import { dropShows } from '#api/totals/cell/build-days.ts'
import type { DB } from '#db/schema/index.ts'

/** Drops the cells of shows that are no more. */
export async function dropOrphans(trx: Transaction<DB>): Promise<void> {
  const { rows } = await sql<{ show_id: number }>`
    with recursive known as (
      (select show_id from totals_cells order by show_id limit 1)
      union all
      select (select c.show_id from totals_cells c where c.show_id > known.show_id order by c.show_id limit 1)
      from known where known.show_id is not null
    )
    select show_id from known where show_id is not null and not exists (select from shows where id = show_id)`.execute(
    trx,
  )
  await dropShows(
    trx,
    rows.map((row) => row.show_id),
  )
}
