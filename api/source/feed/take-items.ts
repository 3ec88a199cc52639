import { hash, randomUUIDv7 } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { mergeEpisodesIn } from '#api/show/merge/merge-episodes-in.ts'
import { CUT_TITLE } from '#api/show/resolve-episodes.ts'
import type { FeedItem } from '#api/source/feed/read-feed.ts'
import { writeEpisodeValue } from '#api/source/feed/write-value.ts'
import { indexable } from '#db/query/index-key.ts'
import { lockKeys } from '#db/query/locks.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Takes over items of a show's feed that are new or changed: their episodes are found or made, named for sure, and provisional
 * ones that turn out to be the same are merged.
 * @param titles all that the feed has: a title cut short is one of them only where it fits no other
 * @returns tasks to be finished
 */
export async function takeItems(
  trx: Transaction<DB>,
  showId: number,
  items: readonly FeedItem[],
  titles: readonly string[],
): Promise<string[]> {
  await lockKeys(trx, 'episodes', [String(showId)])
  const tasks: string[] = []
  for (const item of items) {
    let id = (await findEpisode(trx, showId, item)) ?? (await makeEpisode(trx, showId))
    for (const other of await findSame(trx, showId, id, item, titles)) {
      const { survivor, task } = await mergeEpisodesIn(trx, id, other)
      tasks.push(task)
      id = survivor
    }
    await nameEpisode(trx, showId, id, item)
    const row = {
      title: item.title,
      published_at: item.published_at,
      value: digestValue(item),
      episode_id: id,
    }
    await trx
      .insertInto('feed_items')
      .values({ show_id: showId, key: indexable(item.key), ...row })
      .onConflict((conflict) => conflict.columns(['show_id', 'key']).doUpdateSet(row))
      .execute()
    await writeEpisodeValue(trx, showId, id, item)
  }
  return tasks
}

/** By guid, else by title, where no guid says that it is another of the same title. */
async function findEpisode(
  trx: Transaction<DB>,
  showId: number,
  { guid, title }: FeedItem,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select n.episode_id as id from episode_names n
    where n.show_id = ${showId}
      and ((n.kind in ('guid', 'item_id') and n.value = ${guid === null ? '' : indexable(guid)})
        or (n.kind = 'title' and n.value = ${title === null ? '' : indexable(title)} and not ${hasOtherGuid('n.episode_id', guid)}))
    order by n.kind = 'title' limit 1`.execute(trx)
  return rows[0]?.id
}

async function makeEpisode(trx: Transaction<DB>, showId: number): Promise<string> {
  const id = randomUUIDv7()
  await trx.insertInto('episodes').values({ id, show_id: showId }).execute()
  return id
}

async function nameEpisode(trx: Transaction<DB>, showId: number, id: string, item: FeedItem): Promise<void> {
  const { guid, title, published_at } = item
  await trx
    .updateTable('episodes')
    .set({
      provisional: false,
      ...(title === null ? {} : { title }),
      ...(published_at === null ? {} : { published_at }),
    })
    .where('id', '=', id)
    .execute()
  const names = [
    ...(guid === null ? [] : [{ kind: 'guid' as const, value: indexable(guid) }]),
    ...(title === null ? [] : [{ kind: 'title' as const, value: indexable(title) }]),
  ]
  await trx
    .insertInto('episode_names')
    .values(names.map((name) => ({ ...name, show_id: showId, episode_id: id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Tells one value block of an item from another. */
export function digestValue({ recipients, time_splits }: FeedItem): string {
  return recipients === null && time_splits.length === 0
    ? ''
    : hash('sha256', JSON.stringify([recipients, time_splits]))
}

/** Provisional episodes that only had this title, or it cut short, and no guid of another. */
async function findSame(
  trx: Transaction<DB>,
  showId: number,
  id: string,
  { guid, title }: FeedItem,
  titles: readonly string[],
): Promise<string[]> {
  if (title === null) return []
  const { rows } = await sql<{ id: string }>`
    select distinct e.id from episodes e
    join episode_names n on n.episode_id = e.id and n.kind = 'title'
    where e.show_id = ${showId} and e.id <> ${id} and e.provisional
      and not exists (select from episode_aliases a where a.id = e.id)
      and (n.value = ${indexable(title)}
        or (length(n.value) >= ${CUT_TITLE} and starts_with(${indexable(title)}, n.value)
          and 1 = (select count(distinct t) from unnest(${titles}::text[]) t where starts_with(t, n.value))))
      and not ${hasOtherGuid('e.id', guid)}`.execute(trx)
  return rows.map((row) => row.id)
}

function hasOtherGuid(episode: string, guid: string | null) {
  return sql`exists (
    select from episode_names g
    where g.episode_id = ${sql.ref(episode)} and g.kind = 'guid' and g.value <> ${guid === null ? '' : indexable(guid)})`
}
