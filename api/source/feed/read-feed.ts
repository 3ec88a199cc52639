import { parseRssFeed } from 'feedsmith'
import { storableText } from '#api/metadata/storable-text.ts'
import { readValueBlock, type TimeSplit, type ValueRecipient } from '#api/source/feed/read-value-block.ts'

export type FeedItem = {
  /** Its guid, else its title. */
  key: string
  guid: string | null
  title: string | null
  published_at: Date | null
  /** Null: the show's value block holds. */
  recipients: ValueRecipient[] | null
  time_splits: TimeSplit[]
}

export type FeedReading = {
  title: string | null
  image_url: string | null
  /** The podcast guid. */
  guid: string | null
  recipients: ValueRecipient[]
  /** Each once, as the feed has them: the newest first as a rule. */
  items: FeedItem[]
}

/** More than any show has. */
const MOST_ITEMS = 20_000

/**
 * Reads a show's RSS: what Readout needs of it.
 * @returns null where it is no RSS feed
 */
export function readFeed(xml: string): FeedReading | null {
  let feed: ReturnType<typeof parseRssFeed>
  try {
    feed = parseRssFeed(xml)
  } catch {
    return null
  }
  const items = new Map<string, FeedItem>()
  for (const item of (feed.items ?? []).slice(0, MOST_ITEMS)) {
    const guid = textOf(item.guid?.value)
    const title = textOf(item.title)
    const key = guid ?? title
    if (key === null || items.has(key)) continue
    const block = readValueBlock(item.podcast?.values)
    items.set(key, {
      key,
      guid,
      title,
      published_at: dateOf(item.pubDate),
      recipients: block?.recipients ?? null,
      time_splits: block?.time_splits ?? [],
    })
  }
  return {
    title: textOf(feed.title),
    image_url: httpsOf(feed.itunes?.image) ?? httpsOf(feed.image?.url),
    guid: textOf(feed.podcast?.guid)?.toLowerCase() ?? null,
    recipients: readValueBlock(feed.podcast?.values)?.recipients ?? [],
    items: [...items.values()],
  }
}

function textOf(value: unknown): string | null {
  if (typeof value !== 'string' || value.trim() === '') return null
  return storableText(value).trim().replace(/\s+/g, ' ').slice(0, 1000)
}

function dateOf(value: unknown): Date | null {
  const date = typeof value === 'string' || value instanceof Date ? new Date(value) : null
  return date && !Number.isNaN(date.getTime()) && date.getFullYear() > 1990 ? date : null
}

function httpsOf(value: unknown): string | null {
  return typeof value === 'string' && /^https:\/\//i.test(value) && URL.canParse(value)
    ? new URL(value).href
    : null
}
