import { sql, type Transaction } from 'kysely'
import { neighbourhoodOf } from '#api/boost/group/grouping-keys.ts'
import { findDoubles, loadNeighbourhood, loadParts, type Stood } from '#api/boost/group/load-neighbourhood.ts'
import { planBoosts } from '#api/boost/group/plan-boosts.ts'
import { settleCadence, type Touched } from '#api/boost/group/settle-cadence.ts'
import { writeBoosts } from '#api/boost/group/write-boosts.ts'
import { lockKeys } from '#db/query/locks.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Makes the boosts of a neighbourhood anew, after payments were attached, set aside, split or joined. Pinned payments stay
 * where they are.
 * @param seeds payments that were touched, stored already; those that no longer count for a boost are welcome too; and boosts
 *   that some of them left, and where autos among them stood before
 */
export async function regroup(
  trx: Transaction<DB>,
  seeds: {
    payment_ids: readonly string[]
    formerBoosts?: readonly string[]
    before?: readonly (Touched & Stood)[]
  },
): Promise<void> {
  if (seeds.payment_ids.length === 0) return
  await lockNeighbourhoods(trx, seeds.payment_ids)
  const touched = await trx
    .selectFrom('payments')
    .select(['id', 'boost_id', 'cadence_key', 'settled_at', 'shared_key', 'uuid_key', 'content_key'])
    .where('id', '=', sql<string>`any(${[...seeds.payment_ids]}::uuid[])`)
    .execute()
  const stood = [...touched, ...(seeds.before ?? [])]
  const cadence = await settleCadence(trx, stood)
  const placements = touched.flatMap((payment) => payment.boost_id ?? [])
  const doubles = await findDoubles(trx, stood)
  const formerBoosts = [
    ...new Set([...(seeds.formerBoosts ?? []), ...placements, ...cadence.formerBoosts, ...doubles]),
  ]
  const own = await loadParts(trx, { payments: [...touched.map((payment) => payment.id), ...cadence.moved] })
  const siblings = await loadParts(trx, { boosts: formerBoosts })
  const known = new Set(own.map((part) => part.id))
  const near = await loadNeighbourhood(trx, [...own, ...siblings.filter((part) => !known.has(part.id))])
  const plan = await planBoosts(trx, near, formerBoosts)
  await writeBoosts(trx, plan, near)
}

/**
 * Sums and judges boosts anew, e.g. after shares were confirmed: open claims get their verdict, closed ones keep theirs.
 * @param boostIds at most 1,000
 */
export async function refreshBoosts(trx: Transaction<DB>, boostIds: readonly string[]): Promise<void> {
  const parts = await loadParts(trx, { boosts: boostIds })
  await regroup(trx, { payment_ids: parts.map((part) => part.id) })
}

/** Locks the senders of payments, so that intake does not regroup them at the same time. */
export async function lockNeighbourhoods(trx: Transaction<DB>, paymentIds: readonly string[]): Promise<void> {
  if (paymentIds.length === 0) return
  const senders = await trx
    .selectFrom('payments')
    .select(['app', 'sender_name', 'sender_id'])
    .where('id', '=', sql<string>`any(${[...paymentIds]}::uuid[])`)
    .execute()
  await lockKeys(trx, 'neighbourhoods', senders.map(neighbourhoodOf))
}
