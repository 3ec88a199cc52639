import type { Transaction } from 'kysely'
import { lockNeighbourhoods } from '#api/boost/group/regroup.ts'
import { hashKey, refKey } from '#api/payment/identity.ts'
import { anyOf } from '#db/query/any-of.ts'
import { lockKeys } from '#db/query/locks.ts'
import type { DB } from '#db/schema/index.ts'

/** Keeps intake off payments: from further reports of them, and from regrouping what they can be grouped with. */
export async function lockPayments(trx: Transaction<DB>, ids: readonly string[]): Promise<void> {
  await lockIdentities(trx, ids)
  await lockNeighbourhoods(trx, ids)
}

/** Keeps intake off further reports of payments; what they can be grouped with is locked next. */
export async function lockIdentities(trx: Transaction<DB>, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const seen = await trx
    .selectFrom('sightings')
    .select(['wallet_id', 'ref'])
    .where('payment_id', '=', anyOf(ids))
    .execute()
  const hashed = await trx
    .selectFrom('payments')
    .select('payment_hash')
    .where('id', '=', anyOf(ids))
    .where('payment_hash', 'is not', null)
    .execute()
  const hashes = hashed.map(({ payment_hash }) =>
    hashKey({ payment_hash: payment_hash?.toString('hex') ?? null }),
  )
  await lockKeys(trx, 'payments', [
    ...seen.map(({ wallet_id, ref }) => refKey(wallet_id, ref)),
    ...hashes.filter((key) => key !== null),
  ])
  await lockKeys(trx, 'known', ids)
}
