import { asNumber } from '#api/show/number-guid.ts'
import { CUT_TITLE } from '#api/show/resolve-episodes.ts'
import type { FeedItem } from '#api/source/feed/match/identify-items.ts'
import { indexable } from '#db/query/index-key.ts'

/** What is known of a show's episodes. */
export type Known = {
  episodes: readonly KnownEpisode[]
  /** What payments may call them; a name without an episode is that of several. */
  names: readonly KnownName[]
  /** What the feed said of them, the items that it has no more included. */
  items: readonly KnownItem[]
}
export type KnownEpisode = {
  id: string
  title: string | null
  published_at: Date | null
  /** Made by a payment that named it; nobody has said yet that there is one. */
  provisional: boolean
  created_at: Date
}
export type KnownName = { kind: 'guid' | 'item_id' | 'title'; value: string; episode_id: string | null }
export type KnownItem = {
  key: string
  title: string | null
  published_at: Date | null
  duration_s: number | null
  /** A digest of its value block; empty where it has none. */
  value: string
  enclosure_url: string | null
  link: string | null
  image_url: string | null
  /** Null: not looked for yet. */
  in_feed: boolean | null
  episode_id: string | null
}

/** What is known, by what it is found by. */
export type KnownIndex = {
  episodes: ReadonlyMap<string, KnownEpisode>
  byName: ReadonlyMap<string, string | null>
  namesOf: ReadonlyMap<string, KnownName[]>
  itemsOf: ReadonlyMap<string, KnownItem[]>
  byKey: ReadonlyMap<string, KnownItem>
}

export function indexKnown({ episodes, names, items }: Known): KnownIndex {
  return {
    episodes: new Map(episodes.map((episode) => [episode.id, episode])),
    byName: new Map(names.map(({ kind, value, episode_id }) => [`${kind} ${value}`, episode_id])),
    namesOf: byEpisode(names),
    itemsOf: byEpisode(items),
    byKey: new Map(items.map((item) => [item.key, item])),
  }
}

function byEpisode<Row extends { episode_id: string | null }>(rows: readonly Row[]): Map<string, Row[]> {
  return Map.groupBy(rows, ({ episode_id }) => episode_id ?? '')
}

/** The episode that is called by the item's guid; without one, that which was this item before and still is like it. */
export function findNamed({ byName, byKey, episodes }: KnownIndex, item: FeedItem): string | null {
  const name = item.guid === null ? '' : indexable(item.guid)
  const before = byKey.get(indexable(item.key))
  const isSame = before && (item.guid !== null || isAlike(item, before))
  const id =
    byName.get(`guid ${name}`) ?? byName.get(`item_id ${name}`) ?? (isSame ? before.episode_id : undefined)
  return id != null && episodes.has(id) ? id : null
}

/** An address may stay while what lies there is another episode. */
function isAlike(one: Pick<KnownItem, 'title' | 'published_at'>, other: typeof one): boolean {
  return one.title === other.title || one.published_at?.getTime() === other.published_at?.getTime()
}

/** Episodes that payments named by an item's title, be it cut short, or by the number that its guid was taken for; and by no guid of another. */
export function findProvisional(
  { episodes, namesOf }: KnownIndex,
  items: readonly FeedItem[],
): Map<FeedItem, string[]> {
  const numbered = itemsByNumber(items)
  const titled = itemsByTitle(items)
  const found = new Map<FeedItem, string[]>()
  for (const { id, provisional } of episodes.values()) {
    const names = provisional ? (namesOf.get(id) ?? []) : []
    const item = names
      .map(({ kind, value }) =>
        kind === 'title' ? titled(value) : kind === 'guid' ? numbered.get(value) : undefined,
      )
      .find((called) => called !== undefined)
    const isOthers = ({ kind, value }: KnownName) =>
      kind === 'guid' && value !== indexable(item?.guid ?? '') && numbered.get(value) !== item
    if (item && !names.some(isOthers)) found.set(item, [...(found.get(item) ?? []), id].sort())
  }
  return found
}

/** Each by the number that its guid may be taken for, where that is no guid and fits no other. */
function itemsByNumber(items: readonly FeedItem[]): Map<string, FeedItem> {
  const guids = new Set(items.map(({ guid }) => guid))
  const numbers = Map.groupBy(items, ({ guid }) => asNumber(guid ?? '') ?? '')
  return new Map(
    [...numbers].flatMap(([number, [item, other]]) =>
      item && !other && number !== '' && !guids.has(number) ? [[number, item]] : [],
    ),
  )
}

/** @returns the item of a title, or of one that begins so */
function itemsByTitle(items: readonly FeedItem[]): (title: string) => FeedItem | undefined {
  const byTitle = new Map<string, FeedItem>()
  for (const item of items.toReversed()) if (item.title !== null) byTitle.set(indexable(item.title), item)
  const titles = [...byTitle.keys()].sort()
  return (title) => {
    const whole = byTitle.get(title)
    return whole ?? (title.length < CUT_TITLE ? undefined : byTitle.get(onlyBeginning(titles, title) ?? ''))
  }
}

/** The one of these sorted titles that begins so; none where several do. */
function onlyBeginning(titles: readonly string[], beginning: string): string | undefined {
  let [low, high] = [0, titles.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((titles[middle] ?? '') < beginning) low = middle + 1
    else high = middle
  }
  const [first, next] = [titles[low], titles[low + 1]]
  return first?.startsWith(beginning) && !next?.startsWith(beginning) ? first : undefined
}
