import { z } from 'zod'
import { type BoostOrder, type BoostPlace, placeSchemas, valueSchemas } from '#api/boost/list/boost-order.ts'
import type { GroupedBoost } from '#api/boost/list/group/read-groups.ts'
import type { GroupSum } from '#api/boost/list/group/sum-groups.ts'
import { readCursor, writeCursor } from '#api/http/cursor.ts'

/** Where a page of a grouped list ended: in which group, where that stood, and after which boost of it. */
export type GroupPlace = Pick<GroupSum, 'show_id' | 'episode_id' | BoostOrder> & {
  /** Where the whole list began. */
  top: string | number
  place: BoostPlace
}

const schemas = { newest: cursorSchema('newest'), largest: cursorSchema('largest') }

function cursorSchema(order: BoostOrder) {
  return z.tuple([
    valueSchemas[order],
    valueSchemas[order],
    z.int(),
    z.uuid().nullable(),
    placeSchemas[order],
  ])
}

/** Reads such a cursor. @throws AppError bad-request where it is none of this order */
export function readGroupCursor(order: BoostOrder, cursor: string): GroupPlace {
  const [top, value, show_id, episode_id, place] = readCursor(schemas[order], cursor)
  return { top, newest: '', largest: 0, [order]: value, show_id, episode_id, place }
}

/** Where a page ended, as a cursor. @param top where the whole list began */
export function writeGroupCursor(
  order: BoostOrder,
  top: string | number,
  { group, place }: GroupedBoost,
): string {
  return writeCursor([top, group[order], group.show_id, group.episode_id, place])
}
