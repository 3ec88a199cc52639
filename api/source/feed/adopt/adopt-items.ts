import { randomUUIDv7 } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { mergeEpisodesIn } from '#api/show/merge/merge-episodes-in.ts'
import type { News } from '#api/source/feed/adopt/plan-news.ts'
import { writeEpisodeValues } from '#api/source/feed/adopt/write-value.ts'
import { isWorseTitle } from '#api/source/feed/read/read-title.ts'
import { indexable } from '#db/query/index-key.ts'
import { insertionOf, insertRows, rowsAs } from '#db/query/insert-rows.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Takes over items of a show's feed that are new or changed, however many, with a few statements: their episodes are made or said anew,
 * named for sure, and those that turn out to be the same are merged.
 * @param merged what became of episodes that were merged since the news were found
 * @returns tasks to be finished, and the same with those that were merged now
 */
export async function adoptItems(
  trx: Transaction<DB>,
  showId: number,
  news: readonly News[],
  merged: ReadonlyMap<string, string>,
): Promise<{ tasks: string[]; survivors: Map<string, string> }> {
  const survivors = new Map(merged)
  const tasks: string[] = []
  const adopted: Adopted[] = []
  for (const one of news) {
    const id = await mergeAll(trx, one.episodes, survivors, tasks)
    adopted.push({ ...one, id: id ?? randomUUIDv7(), isNew: id === null })
  }
  await writeEpisodes(trx, showId, adopted)
  await writeNames(trx, showId, adopted)
  await writeItems(trx, showId, adopted)
  const valued = adopted.filter(
    ({ item, said, episodes }) => item.value !== (said?.value ?? '') || episodes.length > 1,
  )
  await writeEpisodeValues(
    trx,
    showId,
    valued.map(({ id, item }) => ({ ...item, episode_id: id })),
    valued.flatMap(({ id, isNew }) => (isNew ? [] : [id])),
  )
  return { tasks, survivors }
}

type Adopted = News & { id: string; isNew: boolean }

async function mergeAll(
  trx: Transaction<DB>,
  episodes: readonly string[],
  survivors: Map<string, string>,
  tasks: string[],
): Promise<string | null> {
  const [first, ...others] = new Set(episodes.map((id) => survivors.get(id) ?? id))
  if (first === undefined) return null
  let id = first
  for (const other of others) {
    const { survivor, task } = await mergeEpisodesIn(trx, id, other)
    const gone = survivor === id ? other : id
    for (const [former, now] of survivors) if (now === gone) survivors.set(former, survivor)
    survivors.set(gone, survivor)
    tasks.push(task)
    id = survivor
  }
  return id
}

/** What is new goes into these; null: nothing new is said. */
const EPISODE = ['id', 'show_id', 'title', 'published_at', 'duration_s'] as const

async function writeEpisodes(
  trx: Transaction<DB>,
  showId: number,
  adopted: readonly Adopted[],
): Promise<void> {
  const rows = adopted.map(({ id, item, said, known }) => ({
    id,
    show_id: showId,
    title:
      item.title === said?.title || isWorseTitle(item.title ?? '', known?.title ?? null) ? null : item.title,
    published_at:
      instant(item.published_at) === instant(said?.published_at) ? null : instant(item.published_at),
    duration_s: item.duration_s,
  }))
  const isNew = new Set(adopted.flatMap((one) => (one.isNew ? one.id : [])))
  const made = rows.filter(({ id }) => isNew.has(id)).map((row) => ({ ...row, provisional: false }))
  await insertRows(trx, 'episodes', [...EPISODE, 'provisional'], made)
  const changed = new Map(rows.flatMap((row) => (isNew.has(row.id) ? [] : [[row.id, row]])))
  if (changed.size === 0) return
  await sql`
    update episodes set title = now.title, published_at = now.published_at, duration_s = now.duration_s, provisional = false
    from (
      select old.id, coalesce(said.title, old.title) as title, coalesce(said.published_at, old.published_at) as published_at,
        coalesce(said.duration_s, old.duration_s) as duration_s
      from ${rowsAs('episodes', [...changed.values()])} said join episodes old on old.id = said.id
    ) now
    where episodes.id = now.id
      and (episodes.title, episodes.published_at, episodes.duration_s, episodes.provisional)
        is distinct from (now.title, now.published_at, now.duration_s, false)`.execute(trx)
}

/** Names that another episode has stay its own. */
async function writeNames(trx: Transaction<DB>, showId: number, adopted: readonly Adopted[]): Promise<void> {
  const rows = adopted.flatMap(({ id, item: { guid, title } }) => [
    ...(guid === null ? [] : [{ show_id: showId, kind: 'guid', value: indexable(guid), episode_id: id }]),
    ...(title === null ? [] : [{ show_id: showId, kind: 'title', value: indexable(title), episode_id: id }]),
  ])
  if (rows.length === 0) return
  const names = insertionOf('episode_names', ['show_id', 'kind', 'value', 'episode_id'], rows)
  await sql`${names} on conflict do nothing`.execute(trx)
}

const ITEM = [
  'show_id',
  'key',
  'title',
  'published_at',
  'duration_s',
  'enclosure_url',
  'link',
  'image_url',
  'value',
  'in_feed',
  'episode_id',
] as const

async function writeItems(trx: Transaction<DB>, showId: number, adopted: readonly Adopted[]): Promise<void> {
  if (adopted.length === 0) return
  const rows = adopted.map(({ id, item }) => ({
    show_id: showId,
    key: indexable(item.key),
    title: item.title,
    published_at: instant(item.published_at),
    duration_s: item.duration_s,
    enclosure_url: item.enclosure_url,
    link: item.link,
    image_url: item.image_url,
    value: item.value,
    in_feed: true,
    episode_id: id,
  }))
  const said = sql.join(ITEM.map((column) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`))
  await sql`${insertionOf('feed_items', ITEM, rows)} on conflict (show_id, key) do update set ${said}`.execute(
    trx,
  )
}

function instant(at: Date | null | undefined): string | null {
  return at?.toISOString() ?? null
}
