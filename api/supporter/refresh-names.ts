import { sql, type Transaction } from 'kysely'
import { nameKey, shownName } from '#api/supporter/name-key.ts'
import { indexable } from '#db/query/index-key.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Gives supporters the name of theirs that they used last, by settle time, as it is shown. A name that only a payment has which a host
 * gave to them is not theirs: other shows may know them too. What a host chose to call somebody stays.
 * @param ids those who may have used another name than the one they are shown under
 */
export async function refreshNames(trx: Transaction<DB>, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const { rows } = await sql<{ id: string; name: string; sender_name: string; keys: string[] }>`
    select supporters.id, supporters.name, used.sender_name,
      array(select name_key from supporter_names where supporter_id = supporters.id) as keys
    from supporters
    cross join lateral (
      select sender_name from payments
      where supporter_id = supporters.id and sender_name is not null
      order by settled_at desc, id desc limit 1
    ) used
    where supporters.id = any(${[...new Set(ids)]}::uuid[]) and supporters.chosen_name is null
    order by supporters.id`.execute(trx)
  for (const { id, name, sender_name, keys } of rows) {
    const used = isOneOf(keys, sender_name) ? sender_name : await lastOfThese(trx, id, keys)
    const last = shownName(used ?? '')
    if (last !== '' && last !== name)
      await trx
        .updateTable('supporters')
        .set({ name: last })
        .where('id', '=', id)
        .where('chosen_name', 'is', null)
        .execute()
  }
}

/** The name that a supporter used last among these; seldom asked, as it looks at all of their payments. */
async function lastOfThese(
  trx: Transaction<DB>,
  id: string,
  keys: readonly string[],
): Promise<string | undefined> {
  const { rows } = await sql<{ sender_name: string }>`
    select sender_name from payments where supporter_id = ${id} and sender_name is not null
    group by sender_name order by max(settled_at) desc, sender_name`.execute(trx)
  return rows.find(({ sender_name }) => isOneOf(keys, sender_name))?.sender_name
}

function isOneOf(keys: readonly string[], name: string): boolean {
  return keys.includes(indexable(nameKey(name)))
}
