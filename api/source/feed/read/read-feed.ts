import { hash } from 'node:crypto'
import { FetchProblem } from '#api/fetch/fetch-problem.ts'
import { storableText } from '#api/metadata/text.ts'
import { decodeFeed } from '#api/source/feed/read/decode-feed.ts'
import { readDate } from '#api/source/feed/read/read-date.ts'
import { readDuration } from '#api/source/feed/read/read-duration.ts'
import { type Element, readElements } from '#api/source/feed/read/read-elements.ts'
import { readText, readTitle } from '#api/source/feed/read/read-title.ts'
import {
  readValueBlock,
  type TimeSplit,
  type ValueRecipient,
} from '#api/source/feed/read/read-value-block.ts'

/** What an item says. */
export type ReadItem = {
  guid: string | null
  title: string | null
  published_at: Date | null
  duration_s: number | null
  enclosure_url: string | null
  link: string | null
  image_url: string | null
  /** Null: the show's value block holds. */
  recipients: ValueRecipient[] | null
  time_splits: TimeSplit[]
  /** Tells one value block from another; empty where there is none. */
  value: string
}

/** A show that is announced, on, or was (https://podcasting2.org/docs/podcast-namespace/tags/live-item). */
export type ReadLiveItem = ReadItem & {
  guid: string
  status: LiveStatus
  start_at: Date | null
  end_at: Date | null
  /** By which boosts of The Split Kit name it: of the address that its value block comes from while it is on. */
  event_guid: string | null
  /** The address of that. */
  event_url: string | null
}
export type LiveStatus = 'pending' | 'live' | 'ended'

export type FeedReading = {
  title: string | null
  image_url: string | null
  /** The podcast guid. */
  guid: string | null
  /** The show's own site. */
  site_url: string | null
  recipients: ValueRecipient[]
  /** Where apps are to post boosts, by standard. */
  metaboost: MetaboostTag[]
  items: ReadItem[]
  live: ReadLiveItem[]
}
export type MetaboostTag = { standard: string; url: string }

/** More than any show has. */
const MOST_ITEMS = 20_000

/** Longer ones are no addresses of pages and pictures. */
const LONGEST_URL = 2000

/** A channel names one address for each standard. */
const MOST_TAGS = 10
/** Some announce a season. */
const MOST_LIVE = 200

const AROUND = new Set(['rss', 'rdf:rdf', 'channel'])
const OF_SHOW = new Set([
  'title',
  'language',
  'link',
  'image',
  'itunes:image',
  'podcast:guid',
  'podcast:value',
  'podcast:metaboost',
  'podcast:liveitem',
  'item',
])
const DATES = ['pubdate', 'dc:date', 'atom:published', 'published', 'atom:updated', 'updated']
const OF_ITEM = [
  'title',
  'itunes:title',
  'guid',
  'link',
  'enclosure',
  'itunes:duration',
  'itunes:image',
  ...DATES,
]
const OF_LIVE = ['podcast:livevalue']
const OF_VALUE = ['podcast:value', 'podcast:valuerecipient', 'podcast:valuetimesplit', 'podcast:remoteitem']
const PARTS = new Set(['url', ...OF_ITEM, ...OF_LIVE, ...OF_VALUE])

/**
 * Reads a show's RSS, as damaged as it may be: what Readout needs of it. Others have their turn in between, however long it is.
 * @param contentType as the host says it, for the encoding
 * @throws FetchProblem where it is no RSS feed, or one with more items than can be
 */
export async function readFeed(body: Buffer, contentType?: string): Promise<FeedReading> {
  const show: Element[] = []
  const items: ReadItem[] = []
  const live: ReadLiveItem[] = []
  let language: string | undefined
  const root = await readElements(
    decodeFeed(body, contentType),
    { around: AROUND, whole: OF_SHOW, parts: PARTS },
    (element) => {
      if (element.name === 'podcast:liveitem') {
        if (live.length < MOST_LIVE) live.push(...readLiveItem(element, language))
        return
      }
      if (element.name !== 'item') show.push(element)
      else if (items.length < MOST_ITEMS) items.push(standAlone(readItem(element, language)))
      else throw new FetchProblem('size', `It has more than ${MOST_ITEMS.toLocaleString('en')} episodes.`)
      if (element.name === 'language') language = element.text.trim()
    },
  )
  if (root === null || !AROUND.has(root)) throw new FetchProblem('network', whatItIs(root))
  const first = (name: string) => show.find((element) => element.name === name)
  const urlIn = (name: string) => first(name)?.children.find((part) => part.name === 'url')?.text
  return {
    title: readTitle(first('title')?.text),
    image_url: httpsOf(first('itunes:image')?.attributes.href) ?? httpsOf(urlIn('image')),
    guid: readText(first('podcast:guid')?.text)?.toLowerCase() ?? null,
    site_url: webOf(first('link')?.text),
    recipients: readValueBlock(show)?.recipients ?? [],
    metaboost: readTags(show),
    items,
    live,
  }
}

/** The channel's metaBoost tags, with addresses that apps could ask. */
function readTags(show: readonly Element[]): MetaboostTag[] {
  return show
    .filter(({ name }) => name === 'podcast:metaboost')
    .flatMap(({ attributes, text }) => {
      const [standard, url] = [attributes.standard?.trim().toLowerCase() ?? '', text.trim()]
      const isOne =
        standard !== '' && standard.length <= 100 && url.length <= 2000 && /^https?:\/\//i.test(url)
      return isOne && URL.canParse(url) ? [{ standard: storableText(standard), url: new URL(url).href }] : []
    })
    .slice(0, MOST_TAGS)
}

/** Strings that are cut out of a piece of text keep all of it in memory; copies do not. */
function standAlone<Value>(value: Value): Value {
  return structuredClone(value)
}

function whatItIs(root: string | null): string {
  if (root === 'html') return 'What it answers is a web page, no RSS feed.'
  if (root === 'feed') return 'What it answers is an Atom feed. Readout reads RSS.'
  return 'What it answers is no RSS feed.'
}

function readItem({ children }: Element, language: string | undefined): ReadItem {
  const textsOf = (name: string) => children.flatMap((part) => (part.name === name ? part.text : []))
  const block = readValueBlock(children)
  const [recipients, time_splits] = [block?.recipients ?? null, block?.time_splits ?? []]
  return {
    guid: readText(textsOf('guid')[0]),
    title: readTitle(textsOf('title')[0]) ?? readTitle(textsOf('itunes:title')[0]),
    published_at: firstRead(DATES.flatMap(textsOf), (text) => readDate(text, language)),
    duration_s: firstRead(textsOf('itunes:duration'), readDuration),
    enclosure_url: readText(children.find(({ name }) => name === 'enclosure')?.attributes.url),
    link: readText(textsOf('link')[0]),
    image_url: httpsOf(children.find(({ name }) => name === 'itunes:image')?.attributes.href),
    recipients,
    time_splits,
    value: block === null ? '' : hash('sha256', JSON.stringify([recipients, time_splits])),
  }
}

/** One without a guid, or of a status that nobody knows, is none: nothing could ever name it. */
function readLiveItem(element: Element, language: string | undefined): ReadLiveItem[] {
  const item = readItem(element, language)
  const { status, start, end } = element.attributes
  const said = status?.trim().toLowerCase()
  const isKnown = said === 'pending' || said === 'live' || said === 'ended'
  if (item.guid === null || !isKnown) return []
  const address = element.children.find(({ name }) => name === 'podcast:livevalue')?.attributes.uri?.trim()
  const uri = address && URL.canParse(address) ? new URL(address) : null
  return standAlone([
    {
      ...item,
      guid: item.guid,
      status: said,
      start_at: start ? readDate(start, language) : null,
      end_at: end ? readDate(end, language) : null,
      event_guid: readText(uri?.searchParams.get('event_id') ?? uri?.searchParams.get('guid') ?? undefined),
      event_url: uri && uri.href.length <= LONGEST_URL ? uri.href : null,
    },
  ])
}

function firstRead<Read>(texts: readonly string[], read: (text: string) => Read | null): Read | null {
  for (const text of texts) {
    const found = read(text)
    if (found !== null) return found
  }
  return null
}

/** An address that a browser can be led to. */
function webOf(text: string | undefined): string | null {
  return addressOf(text, /^https?:\/\//i)
}

function httpsOf(text: string | undefined): string | null {
  return addressOf(text, /^https:\/\//i)
}

/** Null also where it is too long only as it is asked for, with its letters in percent: it is a key of what is kept. */
function addressOf(text: string | undefined, begins: RegExp): string | null {
  const url = text?.trim() ?? ''
  if (!begins.test(url) || !URL.canParse(url)) return null
  const { href } = new URL(url)
  return href.length <= LONGEST_URL ? href : null
}
