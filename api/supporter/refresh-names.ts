import { sql, type Transaction } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/**
 * Gives supporters the name that they used last, by settle time, trimmed and without `@`.
 * @param ids those who may have used another name than the one they are shown under
 */
export async function refreshNames(trx: Transaction<DB>, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`
    update supporters set name = last.name
    from (
      select wanted.id, regexp_replace(btrim(used.sender_name), '^@+\\s*', '') as name
      from unnest(${[...new Set(ids)].sort()}::uuid[]) as wanted(id)
      cross join lateral (
        select sender_name from payments
        where supporter_id = wanted.id and sender_name is not null
        order by settled_at desc, id desc limit 1
      ) used
    ) last
    where supporters.id = last.id and supporters.name <> last.name and last.name <> ''`.execute(trx)
}
