import type { Transaction } from 'kysely'
import { decideAside } from '#api/payment/belonging.ts'
import { matchesRule, rulesThatHold } from '#api/payment/match-rule.ts'
import { anyOf } from '#db/query/any-of.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Sets payments aside or brings them back after a host moved them to another show, as that show's state and the rules say.
 * Regroup them afterwards.
 */
export async function setAsideAgain(trx: Transaction<DB>, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const rules = await rulesThatHold(trx).execute()
  const payments = await trx
    .selectFrom('payments')
    .leftJoin('shows', 'shows.id', 'payments.show_id')
    .select([
      'payments.id',
      'memo',
      'wallet_id',
      'amount_msat',
      'set_aside',
      'set_aside_by_hand',
      'shows.status',
    ])
    .where('payments.id', '=', anyOf(ids))
    .where('set_aside_by_hand', '=', false)
    .where('refund_of', 'is', null)
    .execute()
  for (const payment of payments) {
    const matching = rules.filter((rule) => matchesRule(rule, payment))
    const decided = decideAside(null, matching, payment.status)
    if (decided.set_aside !== payment.set_aside)
      await trx.updateTable('payments').set(decided).where('id', '=', payment.id).execute()
  }
}
