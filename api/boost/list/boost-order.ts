import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { BoostListQuery } from '#api/contract/boost.ts'
import { instantPlaceSchema, instantSchema, instantText } from '#api/http/cursor.ts'

export type BoostOrder = BoostListQuery['order']

/** Where a boost stands in an order: its time to the microsecond or its size, then its id, so that no two stand together. */
export type BoostPlace = [value: string | number, id: string]

export const valueSchemas = { newest: instantSchema, largest: z.int() }
export const placeSchemas = {
  newest: instantPlaceSchema,
  largest: z.tuple([z.int(), z.uuid()]),
}

const COLUMNS = { newest: sql`boosts.sent_at`, largest: sql`boosts.size_order` }

/** The value of an order as a cursor holds it. */
export const orderValues: Record<BoostOrder, RawBuilder<string | number>> = {
  newest: instantText(sql`boosts.sent_at`),
  largest: sql`boosts.size_order`,
}

/** What `order by` takes. */
export function inOrder(order: BoostOrder): RawBuilder<unknown> {
  return sql`${COLUMNS[order]} desc, boosts.id desc`
}

/** Only what comes after a place. */
export function afterPlace(order: BoostOrder, [value, id]: BoostPlace): RawBuilder<boolean> {
  return sql`(${COLUMNS[order]}, boosts.id) < (${cast(order, value)}, ${id}::uuid)`
}

/** Only what does not come before a value. */
export function notBefore(order: BoostOrder, value: string | number): RawBuilder<boolean> {
  return sql`${COLUMNS[order]} <= ${cast(order, value)}`
}

function cast(order: BoostOrder, value: string | number): RawBuilder<unknown> {
  return order === 'newest' ? sql`${value}::timestamptz` : sql`${value}::bigint`
}
