import { type Kysely, type RawBuilder, sql } from 'kysely'
import { boostAsJson } from '#api/boost/boost-as-json.ts'
import {
  afterPlace,
  type BoostOrder,
  type BoostPlace,
  inOrder,
  orderValues,
} from '#api/boost/list/boost-order.ts'
import { selectBoosts } from '#api/boost/select-boosts.ts'
import type { BoostJson } from '#api/contract/boost.ts'
import type { DB } from '#db/schema/index.ts'

/** A boost and where it stands. */
export type PlacedBoost = { boost: BoostJson; place: BoostPlace }

/** The first boosts in an order that the conditions let through. */
export async function readBoostPage(
  db: Kysely<DB>,
  {
    where,
    order,
    after,
    limit,
  }: {
    where: readonly RawBuilder<boolean>[]
    order: BoostOrder
    after: BoostPlace | null
    limit: number
  },
): Promise<PlacedBoost[]> {
  const conditions = after ? [...where, afterPlace(order, after)] : where
  const rows = await selectBoosts(db)
    .select(orderValues[order].as('value'))
    .where(sql<boolean>`${sql.join(conditions, sql` and `)}`)
    .orderBy(inOrder(order))
    .limit(limit)
    .execute()
  return rows.map((row) => ({ boost: boostAsJson(row), place: [row.value, row.id] }))
}
