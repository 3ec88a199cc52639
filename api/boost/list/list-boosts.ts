import type { Kysely } from 'kysely'
import { placeSchemas } from '#api/boost/list/boost-order.ts'
import { listChanged } from '#api/boost/list/change/list-changed.ts'
import { filterBoosts } from '#api/boost/list/filter-boosts.ts'
import type { BoostSums } from '#api/boost/list/group/boost-sums.ts'
import { listGrouped } from '#api/boost/list/group/list-grouped.ts'
import { readBoostPage } from '#api/boost/list/read-boost-page.ts'
import { headPosition, writeFeedCursor } from '#api/change/feed.ts'
import type { BoostListJson, BoostListQuery } from '#api/contract/boost.ts'
import { cutPage, readCursor } from '#api/http/cursor.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * A page of boosts: in an order, by episode, or those that changed since a cursor.
 * @throws AppError bad-request where a cursor is not one of this list
 */
export async function listBoosts(
  ctx: { db: Kysely<DB>; sums: BoostSums },
  query: BoostListQuery,
): Promise<BoostListJson> {
  const { db } = ctx
  const { order, limit, cursor, changed_since } = query
  const filter = await filterBoosts(db, query)
  if (changed_since !== undefined) return listChanged(db, filter, { changed_since, limit })
  // Before the list is read, so that who goes on from it misses nothing.
  const changed_cursor = await writeFeedCursor(db, await headPosition(db))
  if (query.group) {
    const page = filter ? await listGrouped(ctx, filter, query) : NO_GROUPS
    return { ...page, changed_cursor }
  }
  const after = cursor === undefined ? null : readCursor(placeSchemas[order], cursor)
  const found = filter ? await readBoostPage(db, { where: filter.where, order, after, limit: limit + 1 }) : []
  const { page, next_cursor } = cutPage(found, limit, ({ place }) => place)
  return {
    items: page.map(({ boost }) => boost),
    next_cursor,
    changed_cursor,
  }
}

const NO_GROUPS = { items: [], next_cursor: null, groups: [], total: { count: 0, counted_msat: 0 } }
