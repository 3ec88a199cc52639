import { type Kysely, sql } from 'kysely'
import type { FeedItem } from '#api/source/feed/match/identify-items.ts'
import type { Known, KnownEpisode, KnownItem, KnownName } from '#api/source/feed/match/known-episodes.ts'
import { matchItems } from '#api/source/feed/match/match-items.ts'
import { isWorseTitle } from '#api/source/feed/read/read-title.ts'
import { indexable } from '#db/query/index-key.ts'
import type { DB } from '#db/schema/index.ts'

/** An item that says something else than last time, and the episodes that it is: none where it is new. */
export type News = {
  item: FeedItem
  episodes: string[]
  known: KnownEpisode | null
  /** What the feed said of the episode last. */
  said: KnownItem | null
}

/** @param version of what was known then: where it is another now, the news are to be found anew */
export type Plan = { news: News[]; version: string }

/** Finds what is new in a feed's items, by what is known of the show. */
export async function planNews(db: Kysely<DB>, showId: number, items: readonly FeedItem[]): Promise<Plan> {
  const said = await readItems(db, showId)
  const bySaid = new Map(said.map((item) => [item.key, item]))
  const titled = items.map((item) => keepTitle(item, bySaid.get(indexable(item.key))))
  if (titled.every((item) => isSaid(item, bySaid.get(indexable(item.key))))) return { news: [], version: '' }
  const { version, known } = await readKnown(db, showId, said)
  const episodes = new Map(known.episodes.map((episode) => [episode.id, episode]))
  const byEpisode = new Map(said.map((item) => [item.episode_id, item]))
  const news = matchItems(titled, known).flatMap(({ item, episodes: ids }): News[] => {
    const own = bySaid.get(indexable(item.key))
    if (ids.length === 1 && own?.episode_id === ids[0] && isSaid(item, own)) return []
    const sure = ids.find((id) => !episodes.get(id)?.provisional) ?? ids[0]
    const last = own?.episode_id === sure ? own : byEpisode.get(sure ?? '')
    return [{ item, episodes: ids, known: episodes.get(sure ?? '') ?? null, said: last ?? null }]
  })
  return { news, version }
}

/** A title that is damaged, or gone, is what it was before. */
function keepTitle(item: FeedItem, said: KnownItem | undefined): FeedItem {
  if (!said || said.title === null) return item
  return item.title === null || isWorseTitle(item.title, said.title) ? { ...item, title: said.title } : item
}

function isSaid(item: FeedItem, said: KnownItem | undefined): boolean {
  return (
    said?.in_feed === true &&
    said.episode_id !== null &&
    said.title === item.title &&
    said.published_at?.getTime() === item.published_at?.getTime() &&
    said.duration_s === item.duration_s &&
    said.enclosure_url === item.enclosure_url &&
    said.link === item.link &&
    said.image_url === item.image_url &&
    said.value === item.value
  )
}

async function readItems(db: Kysely<DB>, showId: number): Promise<KnownItem[]> {
  return await db.selectFrom('feed_items').selectAll().where('show_id', '=', showId).execute()
}

/** In one snapshot, so that the version is that of what is read. */
async function readKnown(
  db: Kysely<DB>,
  showId: number,
  items: KnownItem[],
): Promise<{ version: string; known: Known }> {
  const read = async (trx: Kysely<DB>) => ({
    version: await readVersion(trx, showId),
    known: { items, episodes: await readEpisodes(trx, showId), names: await readNames(trx, showId) },
  })
  return db.isTransaction
    ? await read(db)
    : await db.transaction().setIsolationLevel('repeatable read').execute(read)
}

async function readEpisodes(db: Kysely<DB>, showId: number): Promise<KnownEpisode[]> {
  const { rows } = await sql<KnownEpisode>`
    select id, title, published_at, provisional, created_at from episodes e
    where show_id = ${showId} and not exists (select from episode_aliases merged where merged.id = e.id)
    order by id`.execute(db)
  return rows
}

async function readNames(db: Kysely<DB>, showId: number): Promise<KnownName[]> {
  return await db
    .selectFrom('episode_names')
    .select(['kind', 'value', 'episode_id'])
    .where('show_id', '=', showId)
    .execute()
}

/** Another one wherever an episode of the show was named or merged. */
export async function readVersion(db: Kysely<DB>, showId: number): Promise<string> {
  const { rows } = await sql<{ version: string }>`
    select (select count(*) from episode_names where show_id = ${showId}) || ' '
      || (select count(*) from episode_aliases a join episodes e on e.id = a.episode_id where e.show_id = ${showId})
      as version`.execute(db)
  return rows[0]?.version ?? ''
}
