import { sql, type Transaction } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/**
 * The refunds that may find their payment with a batch. Most batches have none, and joining all that is stored to find that out
 * costs more than recording them, most of all where the database has no statistics yet.
 * @param batch `ids` of refunds in the batch, `refs` of its reports, which earlier refunds may name, and `paid`, payments whose
 *   refunds are to follow them
 */
export async function findWaitingRefunds(
  trx: Transaction<DB>,
  { ids, refs, paid }: { ids: readonly string[]; refs: readonly string[]; paid: readonly string[] },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from payments where refund_of is null and refund_ref = any(${refs}::text[])
    union
    select id from payments where refund_ref is not null and id = any(${ids}::uuid[])
    union
    select id from payments where refund_of = any(${paid}::uuid[])`.execute(trx)
  return rows.map((row) => row.id)
}
