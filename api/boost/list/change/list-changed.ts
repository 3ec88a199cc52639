import { type Kysely, sql } from 'kysely'
import { boostAsJson } from '#api/boost/boost-as-json.ts'
import { touchedBoosts } from '#api/boost/list/change/touched-boosts.ts'
import { readWatchCursor, writeWatchCursor } from '#api/boost/list/change/watch-cursor.ts'
import type { BoostFilter } from '#api/boost/list/filter-boosts.ts'
import { selectBoosts } from '#api/boost/select-boosts.ts'
import { readChanges } from '#api/change/feed.ts'
import type { BoostListJson, BoostListQuery } from '#api/contract/boost.ts'
import { anyOf } from '#db/query/any-of.ts'
import type { DB } from '#db/schema/index.ts'

/** How many rows of the feed are looked at in one step. */
const STEP = 1_000
/** How many steps one answer takes at most, where the filter lets little through. */
const STEPS = 20

/**
 * The boosts that changed since a cursor, each once however often it did, under the id they have now. A show, episode or
 * supporter that changed counts as a change of all its boosts, since these bear its name.
 * @throws AppError gone where the cursor is from before a restore
 */
export async function listChanged(
  db: Kysely<DB>,
  filter: BoostFilter | null,
  { changed_since, limit }: Pick<BoostListQuery, 'limit'> & { changed_since: string },
): Promise<BoostListJson> {
  let from = await readWatchCursor(db, changed_since)
  for (let step = 1; ; step++) {
    const { changes, position, more } = await readChanges(db, from.position, STEP, from.until ?? undefined)
    const { ids, isWhole } = await touchedBoosts(db, changes, {
      showId: filter?.show_id ?? null,
      afterId: from.afterId,
      limit,
    })
    const isEnd = isWhole && !more && from.until === null
    from = isWhole
      ? { position, until: null, afterId: null }
      : { position: from.position, until: position, afterId: ids.at(-1) ?? null }
    if (ids.length === 0 && !isEnd && step < STEPS) continue
    const items = await readMatching(db, filter, ids)
    const here = new Set(items.map(({ id }) => id))
    const gone = ids.filter((id) => !here.has(id))
    if (items.length === 0 && gone.length === 0 && !isEnd && step < STEPS) continue
    return { items, gone, more: !isEnd, next_cursor: null, changed_cursor: await writeWatchCursor(db, from) }
  }
}

async function readMatching(db: Kysely<DB>, filter: BoostFilter | null, ids: readonly string[]) {
  if (!filter || ids.length === 0) return []
  const rows = await selectBoosts(db)
    .where('boosts.id', '=', anyOf(ids))
    .where(sql<boolean>`${sql.join(filter.where, sql` and `)}`)
    .orderBy('boosts.sent_at', 'desc')
    .orderBy('boosts.id', 'desc')
    .execute()
  return rows.map(boostAsJson)
}
