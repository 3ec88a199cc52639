import type { Kysely } from 'kysely'
import { findBoostId } from '#api/alias/alias.ts'
import { boostAsJson } from '#api/boost/boost-as-json.ts'
import { selectBoosts } from '#api/boost/select-boosts.ts'
import type { BoostDetailJson, BoostJson } from '#api/contract/boost.ts'
import { orNotFound } from '#api/errors.ts'
import { readBoostPayments } from '#api/payment/read-payment.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * A boost with its payments and all that was reported of them, under any id it has had.
 * @throws AppError not-found
 */
export async function readBoostDetail(db: Kysely<DB>, id: string): Promise<BoostDetailJson> {
  const boost = await readBoost(db, id)
  return { ...boost, payments: await readBoostPayments(db, boost.id) }
}

/** A boost, under any id it has had. @throws AppError not-found */
export async function readBoost(db: Kysely<DB>, id: string): Promise<BoostJson> {
  const own = orNotFound(await findBoostId(db, id), 'boost with this id')
  const row = await selectBoosts(db).where('boosts.id', '=', own).executeTakeFirst()
  return boostAsJson(orNotFound(row, 'boost with this id'))
}
