import { sql, type Transaction } from 'kysely'
import { findWaitingRefunds } from '#api/intake/waiting-refunds.ts'
import type { NewPayment } from '#api/intake/write-payments.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Gives refunds what their payment is: its show, episode, supporter, action and boost, in whichever order the two came; and
 * takes what was paid back off the boost.
 * @param news the payments just recorded, refunds among them
 */
export async function linkWaitingRefunds(trx: Transaction<DB>, news: readonly NewPayment[]): Promise<void> {
  const ids = news.flatMap(({ payment, composed }) => (composed.refund_ref === null ? [] : payment.id))
  const refs = news.map(({ payment }) => payment.ref)
  const waiting = await findWaitingRefunds(trx, ids, refs)
  if (waiting.length === 0) return
  const { rows } = await sql<{ boost_id: string | null }>`
    update payments refund set
      refund_of = paid.id, ours = paid.ours, show_id = paid.show_id, episode_id = paid.episode_id,
      supporter_id = paid.supporter_id, action = paid.action, boost_id = paid.boost_id, app = paid.app,
      sender_name = paid.sender_name, sender_id = paid.sender_id, needs_look = null
    from sightings seen join payments paid on paid.id = seen.payment_id
    where refund.refund_ref is not null and refund.refund_ref = seen.ref and refund.wallet_id = paid.wallet_id
      and paid.refund_ref is null and paid.conflict_of is null
      and refund.id = any(${waiting}::uuid[])
    returning refund.boost_id`.execute(trx)
  const boosts = rows.flatMap((row) => row.boost_id ?? [])
  if (boosts.length === 0) return
  await sql`
    update boosts set
      received_msat = sums.received, counted_msat = sums.received, updated_at = now(),
      fiat_amount_minor = case when boosts.fiat_currency is null then null else sums.fiat end
    from (
      select boost_id, coalesce(sum(amount_msat), 0)::bigint as received, sum(fiat_amount_minor)::bigint as fiat
      from payments where boost_id = any(${boosts}::uuid[]) and not set_aside group by boost_id
    ) sums
    where boosts.id = sums.boost_id`.execute(trx)
}
