import { sql, type Transaction } from 'kysely'
import type { Matches } from '#api/intake/match/match-reports.ts'
import { followRefunds } from '#api/payment/follow-refunds.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Gives refunds what their payment is: its show, episode, supporter, action and boost, in whichever order the two came.
 * @param found what the batch's reports turned out to be: refunds, and payments that were or had been paid back
 * @param areWaiting whether earlier refunds name these reports
 * @returns the payments that were paid back, whose boosts are to be summed anew
 */
export async function linkRefunds(
  trx: Transaction<DB>,
  { matches, described }: Matches,
  areWaiting: boolean,
): Promise<string[]> {
  const ids = matches.flatMap(({ payment }) => (payment.refund_ref === null ? [] : payment.id))
  const paid = [...described].flatMap((payment) => (payment.stored ? payment.id : []))
  if (!areWaiting && ids.length === 0 && paid.length === 0) return []
  const refs = matches.flatMap(({ entry, sighting }) => (sighting ? entry.report.ref : []))
  const waiting = await findWaitingRefunds(trx, { ids, refs, paid })
  if (waiting.length === 0) return []
  const { rows } = await sql<{ refund_of: string }>`
    update payments refund set refund_of = paid.id, needs_look = null
    from sightings seen join payments paid on paid.id = seen.payment_id
    where refund.refund_ref is not null and refund.refund_ref = seen.ref and refund.wallet_id = seen.wallet_id
      and paid.refund_ref is null and paid.conflict_of is null
      and refund.id = any(${waiting}::uuid[])
    returning refund.refund_of`.execute(trx)
  const back = [...new Set(rows.map((row) => row.refund_of))]
  await followRefunds(trx, back)
  return back
}

/**
 * The refunds that may find their payment with a batch. Most batches have none, and joining all that is stored to find that out
 * costs more than recording them, most of all where the database has no statistics yet.
 * @param batch `ids` of refunds in the batch, `refs` of its reports, which earlier refunds may name, and `paid`, payments whose
 *   refunds are to follow them
 */
async function findWaitingRefunds(
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
