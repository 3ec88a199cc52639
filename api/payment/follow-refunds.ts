import { sql, type Transaction } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/**
 * Lets money paid back go where its payments went: to their show, boost and supporter, aside and back; but for what a host set
 * aside or brought back by itself.
 * @param paid payments, of which most were never paid back
 */
export async function followRefunds(trx: Transaction<DB>, paid: readonly string[]): Promise<void> {
  if (paid.length === 0) return
  await sql`
    update payments refund set
      ours = paid.ours, show_id = paid.show_id, episode_id = paid.episode_id, supporter_id = paid.supporter_id,
      action = paid.action, boost_id = paid.boost_id, app = paid.app, sender_name = paid.sender_name,
      sender_id = paid.sender_id,
      set_aside = case when refund.set_aside_by_hand then refund.set_aside else paid.set_aside end,
      set_aside_rule_id = case when refund.set_aside_by_hand then null else paid.set_aside_rule_id end
    from payments paid
    where refund.refund_of = paid.id and paid.id = any(${[...paid]}::uuid[])`.execute(trx)
}
