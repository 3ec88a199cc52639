import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { BoostListQuery } from '#api/contract/boost.ts'

export type BoostOrder = BoostListQuery['order']

/** Where a boost stands in an order: its time to the microsecond or its size, then its id, so that no two stand together. */
export type BoostPlace = [value: string | number, id: string]

const INSTANT = z
  .string()
  .regex(/^[1-9]\d{3}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/)
  .refine((text) => !Number.isNaN(Date.parse(text)))
export const valueSchemas = { newest: INSTANT, largest: z.int() }
export const placeSchemas = {
  newest: z.tuple([INSTANT, z.uuid()]),
  largest: z.tuple([z.int(), z.uuid()]),
}

const COLUMNS = { newest: sql`boosts.sent_at`, largest: sql`boosts.size_order` }

/** The value of an order as a cursor holds it: nothing is lost, where a Date would cut to milliseconds. */
export const orderValues: Record<BoostOrder, RawBuilder<string | number>> = {
  newest: instantText(sql`boosts.sent_at`),
  largest: sql`boosts.size_order`,
}

/** An instant to the microsecond, as text. */
export function instantText(column: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
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
