import { sql, type Transaction } from 'kysely'
import { lockPayments } from '#api/boost/correct/lock-payments.ts'
import { regroup } from '#api/boost/group/regroup.ts'
import { attachDecided } from '#api/payment/belong/attach-decided.ts'
import { decideStored } from '#api/payment/belong/decide-stored.ts'
import { loadDecisions, loadStored } from '#api/payment/belong/load-stored.ts'
import { matchedBy } from '#api/review/matched-by.ts'
import { BATCH } from '#db/query/batch.ts'
import type { DB } from '#db/schema/index.ts'
import type { TaskOf } from '#db/schema/task.ts'

type Work = TaskOf<'decide-again'>

/**
 * Decides again whose a batch of payments is, after a rule or a wallet changed: those of the wallet, or those that the rule is
 * about. A rule that was taken back goes when the last of them is decided.
 */
export async function decideAgain(trx: Transaction<DB>, work: Work): Promise<Work | null> {
  const batch = await nextBatch(trx, work)
  const ids = batch.map(({ id }) => id)
  await lockPayments(trx, ids)
  const by = await loadDecisions(trx)
  const changed = (await loadStored(trx, ids)).flatMap((payment) => {
    const wallet = by.wallets.get(payment.wallet_id)
    if (!wallet) return []
    const decided = decideStored(payment, { ...by, wallet })
    const isSame = Object.entries(decided).every(
      ([column, value]) => payment[column as keyof typeof decided] === value,
    )
    return isSame ? [] : [{ payment, decided }]
  })
  const left = await attachDecided(trx, changed)
  await regroup(trx, { payment_ids: changed.map(({ payment }) => payment.id), left })
  const last = batch.at(-1)
  if (last && batch.length === BATCH) return { ...work, after: { at: last.at, id: last.id } }
  if (work.rule !== null)
    await trx.deleteFrom('rules').where('id', '=', work.rule).where('ended_at', 'is not', null).execute()
  return null
}

async function nextBatch(trx: Transaction<DB>, { rule, wallet, after }: Work) {
  const about = rule === null ? sql<boolean>`payments.wallet_id = ${wallet}` : await aboutRule(trx, rule)
  if (!about) return []
  const { rows } = await sql<{ id: string; at: string }>`
    select id, settled_at::text as at from payments
    where ${about} and refund_of is null and (settled_at, id) < (
      coalesce(${after?.at ?? null}::timestamptz, 'infinity'),
      coalesce(${after?.id ?? null}::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
    order by settled_at desc, id desc limit ${BATCH}`.execute(trx)
  return rows
}

async function aboutRule(trx: Transaction<DB>, id: string) {
  const rule = await trx.selectFrom('rules').selectAll().where('id', '=', id).executeTakeFirst()
  return rule ? sql<boolean>`(${matchedBy(rule)} or payments.set_aside_rule_id = ${id})` : null
}
