import type { FeedItem } from '#api/source/feed/match/identify-items.ts'
import type { Known, KnownEpisode, KnownIndex } from '#api/source/feed/match/known-episodes.ts'

/** What of two items is compared. */
export type Traits = {
  title: string | null
  at: number | null
  enclosure_url: string | null
  link: string | null
  hasGuid: boolean
  /** Whether a feed ever had it. */
  isItem: boolean
}

/** Two that say this alike, as no others do, are one episode if they also agree. */
export type Likeness = {
  of: (traits: Traits) => string | null
  agree?: (one: Traits, other: Traits) => boolean
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

export const TITLE_AND_TIME: Likeness = { of: ({ title, at }) => join(title, minuteOf(at)) }
const oneWithoutGuid = (one: Traits, other: Traits) => !one.hasGuid || !other.hasGuid

/** The surest first. A title alone tells little: it comes again with a repeat. */
export const LIKENESSES: readonly Likeness[] = [
  { of: ({ title, at, enclosure_url }) => join(title, minuteOf(at), enclosure_url) },
  TITLE_AND_TIME,
  { of: ({ at, enclosure_url }) => join(minuteOf(at), enclosure_url), agree: (one) => !isDay(one.at) },
  { of: ({ at, link }) => join(minuteOf(at), link), agree: (one) => !isDay(one.at) },
  { of: ({ title, at }) => join(title, dayOf(at)), agree: (one, other) => isDay(one.at) || isDay(other.at) },
  { of: ({ title, enclosure_url }) => join(title, enclosure_url), agree: oneWithoutGuid },
  { of: ({ title, link }) => join(title, link), agree: oneWithoutGuid },
  {
    of: ({ title }) => title,
    agree: (one, other) =>
      oneWithoutGuid(one, other) && (one.at === null || other.at === null || !one.isItem || !other.isItem),
  },
]

/** Titles that are there once, and dates within a day; or none. */
export function likeNear(items: readonly FeedItem[], { items: knownItems }: Known): Likeness {
  const isAlone = (all: readonly { title: string | null }[]) => {
    const counts = Map.groupBy(all, ({ title }) => foldTitle(title))
    return (title: string | null) => (counts.get(title)?.length ?? 0) <= 1
  }
  const [isAloneNow, wasAlone] = [isAlone(items), isAlone(knownItems)]
  return {
    of: ({ title }) => (isAloneNow(title) && wasAlone(title) ? title : null),
    agree: (one, other) => one.at === null || other.at === null || Math.abs(one.at - other.at) <= DAY_MS,
  }
}

export function traitsOf({ guid, title, published_at, enclosure_url, link }: FeedItem): Traits {
  const at = published_at?.getTime() ?? null
  return { title: foldTitle(title), at, enclosure_url, link, hasGuid: guid !== null, isItem: true }
}

/** As each of its items was, else as the episode itself is. */
export function traitsOfKnown(
  { id, title, published_at }: KnownEpisode,
  { itemsOf, namesOf }: KnownIndex,
): Traits[] {
  const hasGuid = namesOf.get(id)?.some(({ kind }) => kind === 'guid') ?? false
  const own = { title, published_at, enclosure_url: null, link: null, isItem: false }
  const items = itemsOf.get(id)?.map((item) => ({ ...item, isItem: true }))
  return (items ?? [own]).map((one) => ({
    title: foldTitle(one.title),
    at: one.published_at?.getTime() ?? null,
    enclosure_url: one.enclosure_url,
    link: one.link,
    hasGuid,
    isItem: one.isItem,
  }))
}

/** Hosts write quotes, dashes and capitals each in their way. */
function foldTitle(title: string | null): string | null {
  if (title === null || !/[^\w ]/.test(title)) return title?.toLowerCase() ?? null
  return title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’‛`´]/g, "'")
    .replace(/[“”„]/g, '"')
    .replace(/[‐-―]/g, '-')
}

function join(...parts: (string | number | null)[]): string | null {
  return parts.includes(null) ? null : parts.join('\n')
}

function minuteOf(at: number | null): number | null {
  return at === null ? null : Math.floor(at / MINUTE_MS)
}

function dayOf(at: number | null): number | null {
  return at === null ? null : Math.floor(at / DAY_MS)
}

/** Whether only its day was said. */
function isDay(at: number | null): boolean {
  return at !== null && at % DAY_MS === 0
}
