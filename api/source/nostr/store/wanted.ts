import { hash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { episodeId, KIND, type PodcastIds, showId } from '#api/source/nostr/read/nostr-event.ts'
import type { Filter } from '#api/source/nostr/relay/connect-relay.ts'
import type { DB } from '#db/schema/index.ts'

/** The newest; older episodes are boosted seldom, and then mostly with the show's own id beside. */
const MOST_EPISODES = 5_000
/** Ids in one filter: relays refuse long ones. */
const CHUNK = 100

/** What is asked of relays, and whose it is. */
export type Wanted = {
  /** Show ids by guid in small letters, and by number at the Podcast Index, which some write for it. */
  shows: ReadonlyMap<string, number>
  /** Show ids by episode guid; several where a guid is no more than a number. */
  episodes: ReadonlyMap<string, readonly number[]>
  /** What filters ask for, shows and the newest episodes first. */
  asks: readonly Ask[]
}

/** One value that filters ask for. */
export type Ask = { tag: '#i' | '#p'; value: string; digest: string }

/** Loads the shows that are kept, with their episodes. @param keys of the shows themselves, whose zaps are asked for */
export async function loadWanted(db: Kysely<DB>, keys: readonly string[]): Promise<Wanted> {
  const names = await db
    .selectFrom('show_names')
    .innerJoin('shows', 'shows.id', 'show_names.show_id')
    .select(['show_id', 'kind', 'value'])
    .where('status', '=', 'kept')
    .where('demo', '=', false)
    .where('kind', 'in', ['guid', 'feed_id'])
    .orderBy('show_id')
    .execute()
  const { rows } = await sql<{ show_id: number; value: string }>`
    select n.show_id, n.value from episode_names n
    join episodes e on e.id = n.episode_id join shows s on s.id = n.show_id
    where n.kind = 'guid' and s.status = 'kept' and not s.demo
    order by e.published_at desc nulls last, e.id desc limit ${MOST_EPISODES}`.execute(db)
  const shows = new Map(names.map(({ show_id, value }) => [value.toLowerCase(), show_id]))
  const episodes = new Map<string, number[]>()
  for (const { show_id, value } of rows) episodes.set(value, [...(episodes.get(value) ?? []), show_id])
  const ids = [
    ...names.flatMap(({ value }) => [value, value.toLowerCase()]).map(showId),
    ...rows.map(({ value }) => episodeId(value)),
  ]
  return {
    shows,
    episodes,
    asks: [
      ...[...new Set(ids)].map((value) => askFor('#i', value)),
      ...keys.map((value) => askFor('#p', value)),
    ],
  }
}

function askFor(tag: Ask['tag'], value: string): Ask {
  return { tag, value, digest: hash('sha256', `${tag}\n${value}`).slice(0, 32) }
}

/** The filters that ask for these; with or without `k` tags, which some apps leave out. */
export function filtersOf(asks: readonly Ask[]): Filter[] {
  const filters: Filter[] = []
  for (const tag of ['#i', '#p'] as const) {
    const values = asks.filter((ask) => ask.tag === tag).map(({ value }) => value)
    for (const part of chunksOf(values, CHUNK))
      filters.push(
        tag === '#i'
          ? { kinds: [KIND.note, KIND.zap, KIND.stream, KIND.streamTotal], '#i': part }
          : { kinds: [KIND.zap], '#p': part },
      )
  }
  return filters
}

/** Parts of at most so many. */
export function chunksOf<T>(all: readonly T[], most: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / most) }, (_, index) =>
    all.slice(index * most, (index + 1) * most),
  )
}

/** A guid that no other podcast has: an address, or long. Others are numbers that many count from 1. */
const isTelling = (guid: string) => guid.includes('://') || guid.length >= 20

/** The kept show that an event is about; null where it is another's, or cannot be told. */
export function showOf({ shows, episodes }: PodcastIds, wanted: Wanted): number | null {
  for (const guid of shows) {
    const show = wanted.shows.get(guid.toLowerCase())
    if (show !== undefined) return show
  }
  for (const guid of episodes.filter(isTelling)) {
    const [show, ...others] = wanted.episodes.get(guid) ?? []
    if (show !== undefined && others.length === 0) return show
  }
  return null
}
