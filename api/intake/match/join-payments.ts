import { sql, type Transaction } from 'kysely'
import { addAlias } from '#api/alias/alias.ts'
import type { KnownPayment } from '#api/intake/match/known-payment.ts'
import type { DB } from '#db/schema/index.ts'

/** What a host may have corrected, and by what that is grouped. */
const CORRECTED = [
  'corrected_at',
  'ours',
  'show_id',
  'episode_id',
  'supporter_id',
  'sender_name',
  'message',
  'action',
  'given_action',
  'shared_key',
  'uuid_key',
  'content_key',
  'cadence_key',
]

/**
 * Makes two stored payments one, or one stored and one of this batch, when a report shows that the one known by its id only is
 * the one known by its hash: a payment is counted once. The ended one's id stays an alias.
 * @param into has absorbed already what the ended one knew
 */
export async function joinPayments(
  trx: Transaction<DB>,
  ended: KnownPayment,
  into: KnownPayment,
): Promise<void> {
  const [id, to] = [ended.id, into.id]
  await sql`
    delete from sightings ended using sightings kept
    where ended.payment_id = ${id} and kept.payment_id = ${to}
      and kept.ref = ended.ref and kept.source_id = ended.source_id`.execute(trx)
  await trx.updateTable('sightings').set({ payment_id: to }).where('payment_id', '=', id).execute()
  await addAlias(trx, 'payment', id, to)
  await trx.updateTable('payments').set({ refund_of: to }).where('refund_of', '=', id).execute()
  await sql`
    update payments set conflict_of = nullif(${to}::uuid, id) where conflict_of = ${id}`.execute(trx)
  // What a host did to the ended one holds for the one that is left.
  await sql`
    update payments set ${sql.join(CORRECTED.map((name) => sql`${sql.ref(name)} = ended.${sql.ref(name)}`))}
    from payments ended
    where payments.id = ${to} and ended.id = ${id} and ended.corrected_at is not null and payments.corrected_at is null`.execute(
    trx,
  )
  await sql`
    update payments set
      pinned = payments.pinned or ended.pinned,
      set_aside = case when ended.set_aside_by_hand then ended.set_aside else payments.set_aside end,
      set_aside_rule_id = case when ended.set_aside_by_hand then null else payments.set_aside_rule_id end,
      set_aside_by_hand = payments.set_aside_by_hand or ended.set_aside_by_hand,
      boost_id = case when payments.show_id is not null and payments.action <> 'stream'
        then coalesce(payments.boost_id, ended.boost_id) end
    from payments ended where payments.id = ${to} and ended.id = ${id}`.execute(trx)
  await trx.updateTable('payments').set({ leg_of: null }).where('leg_of', '=', id).execute()
  await trx.deleteFrom('payments').where('id', '=', id).execute()
}
