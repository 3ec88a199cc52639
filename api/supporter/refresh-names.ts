import { sql, type Transaction } from 'kysely'
import { shownName } from '#api/supporter/name-key.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Gives supporters the name that they used last, by settle time, as it is shown.
 * @param ids those who may have used another name than the one they are shown under
 */
export async function refreshNames(trx: Transaction<DB>, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const { rows } = await sql<{ id: string; name: string; sender_name: string }>`
    select supporters.id, supporters.name, used.sender_name
    from supporters
    cross join lateral (
      select sender_name from payments
      where supporter_id = supporters.id and sender_name is not null
      order by settled_at desc, id desc limit 1
    ) used
    where supporters.id = any(${[...new Set(ids)]}::uuid[])
    order by supporters.id`.execute(trx)
  for (const { id, name, sender_name } of rows) {
    const last = shownName(sender_name)
    if (last !== '' && last !== name)
      await trx.updateTable('supporters').set({ name: last }).where('id', '=', id).execute()
  }
}
