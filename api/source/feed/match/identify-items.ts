import type { ReadItem } from '#api/source/feed/read/read-feed.ts'
import { indexable } from '#db/query/index-key.ts'

/** An item of a feed, with what tells it from all others there. */
export type FeedItem = Omit<ReadItem, 'guid' | 'enclosure_url' | 'link'> & {
  /** Its guid; else its enclosure, its link, or its title and date. */
  key: string
  /** Null where it has none of its own. */
  guid: string | null
  /** Null where others have the same. */
  enclosure_url: string | null
  link: string | null
}

/**
 * Tells the items of a feed apart: a guid names one item, unless items have it that agree in nothing else. Without one they are told
 * apart by enclosure, title and date. It does not matter in which order they come.
 * @param known guids that were found to be shared before, as they are indexed: one item of several may be all that is left
 * @returns each once, the oldest first, and the guids that several have, as they are indexed
 */
export function identifyItems(
  read: readonly ReadItem[],
  known: readonly string[] = [],
): { items: FeedItem[]; shared_guids: string[] } {
  const byGuid = Map.groupBy(read.filter(isNamed), ({ guid }) => guid)
  const shared = new Set(known)
  const found: ReadItem[] = []
  for (const [guid, items] of byGuid) {
    const each = guid === null ? distinct(items, [sayAll]) : distinct(items, SAME)
    if (guid !== null && each.length > 1) shared.add(indexable(guid))
    found.push(...each)
  }
  const items = found.map((item) =>
    item.guid !== null && shared.has(indexable(item.guid)) ? { ...item, guid: null } : item,
  )
  const [enclosures, links] = [countOf(items, 'enclosure_url'), countOf(items, 'link')]
  const own = items.map((item) => ({
    ...item,
    enclosure_url: enclosures.get(item.enclosure_url) === 1 ? item.enclosure_url : null,
    link: links.get(item.link) === 1 ? item.link : null,
  }))
  const keyed = new Map(own.sort(byAge).map((item) => [keyOf(item), { ...item, key: keyOf(item) }]))
  return { items: [...keyed.values()], shared_guids: [...shared].sort() }
}

function isNamed({ guid, title, enclosure_url, link }: ReadItem): boolean {
  return guid !== null || title !== null || enclosure_url !== null || link !== null
}

type Saying = (item: ReadItem) => string | null

function say(...values: (string | Date | null)[]): string | null {
  return values.includes(null) ? null : JSON.stringify(values)
}

const sayAll: Saying = ({ enclosure_url, title, published_at }) =>
  JSON.stringify([enclosure_url, title, published_at])
/** Two items of one guid that say one of these alike are one: an item listed twice, or changed. */
const SAME: Saying[] = [
  sayAll,
  ({ title, published_at }) =>
    title === null && published_at === null ? null : JSON.stringify([title, published_at]),
  ({ enclosure_url, title }) => say(enclosure_url, title),
  ({ enclosure_url, published_at }) => say(enclosure_url, published_at),
]

/** Those that are one by any of these, through others too, once: the latest of them. */
function distinct(items: readonly ReadItem[], sayings: readonly Saying[]): ReadItem[] {
  if (items.length === 1) return [...items]
  const parent = items.map((_, index) => index)
  const rootOf = (index: number): number => {
    let root = index
    while (parent[root] !== root) root = parent[root] ?? root
    parent[index] = root
    return root
  }
  for (const saying of sayings) {
    const first = new Map<string, number>()
    for (const [index, item] of items.entries()) {
      const said = saying(item)
      if (said === null) continue
      const other = first.get(said)
      if (other === undefined) first.set(said, index)
      else parent[rootOf(index)] = rootOf(other)
    }
  }
  const groups = Map.groupBy(items.entries(), ([index]) => rootOf(index))
  return [...groups.values()].flatMap(
    (group) =>
      group
        .map(([, item]) => item)
        .sort(byAge)
        .at(-1) ?? [],
  )
}

/** The oldest first, those without a date before; else in an order that is theirs. */
function byAge(a: ReadItem, b: ReadItem): number {
  const age = (a.published_at?.getTime() ?? 0) - (b.published_at?.getTime() ?? 0)
  return age || compare(a, b, ['title', 'guid', 'enclosure_url', 'link', 'duration_s', 'value'])
}

function compare(a: ReadItem, b: ReadItem, fields: readonly (keyof ReadItem)[]): number {
  for (const field of fields) {
    const [one, other] = [String(a[field]), String(b[field])]
    if (one !== other) return one < other ? -1 : 1
  }
  return 0
}

function countOf(items: readonly ReadItem[], field: 'enclosure_url' | 'link'): Map<string | null, number> {
  const counts = new Map<string | null, number>()
  for (const item of items) counts.set(item[field], (counts.get(item[field]) ?? 0) + 1)
  return counts
}

function keyOf({ guid, enclosure_url, link, title, published_at }: ReadItem): string {
  if (guid !== null) return guid
  if (enclosure_url !== null) return `enclosure ${enclosure_url}`
  if (link !== null) return `link ${link}`
  return `title ${published_at?.toISOString() ?? ''} ${title}`
}
