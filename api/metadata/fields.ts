import type { Action } from '#api/contract/action.ts'
import { MAX_MSAT, type Msat, msat } from '#api/contract/msat.ts'
import { isObject } from '#api/lib/is-object.ts'
import { isRounded } from '#api/lib/parse-exactly.ts'
import { isNothing, isWordless } from '#api/metadata/own-words.ts'
import { jsonText, storableText } from '#api/metadata/text.ts'

/** A JSON object with its keys as one may look them up: lower-case, without `_`, so that every spelling is one. */
export type Fields = ReadonlyMap<string, unknown>
type Names = readonly string[]

/** Takes a JSON object's fields; the first of two spellings that is not empty wins. Null where it is no object. */
export function fieldsOf(value: unknown): Fields | null {
  if (!isObject(value)) return null
  const fields = new Map<string, unknown>()
  for (const [key, field] of Object.entries(value)) {
    const name = key.replace(/[_\s-]/g, '').toLowerCase()
    if (!fields.has(name) || isNothing(fields.get(name))) fields.set(name, field)
  }
  return fields
}

/** The first of these fields that says something, as trimmed text; numbers count as text where all their digits are there, objects do not. */
export function textOf(fields: Fields, names: Names): string | undefined {
  for (const name of names) {
    const value = fields.get(name)
    const text = typeof value === 'number' && !isRounded(value) ? String(value) : value
    if (typeof text !== 'string' || isNothing(text)) continue
    return storableText(text).trim()
  }
  return undefined
}

/** Text as sent, untrimmed; null where there is none. */
export function messageOf(fields: Fields, names: Names): string | null {
  for (const name of names) {
    const value = fields.get(name)
    if (typeof value === 'string' && !isWordless(value)) return storableText(value)
  }
  return null
}

/** An id that may tell something from others: not empty, `undefined`, `null` or zeros. */
export function usableId(fields: Fields, names: Names): string | undefined {
  for (const name of names) {
    const text = textOf(fields, [name])
    if (text !== undefined && !/^[0-]*$/.test(text)) return text
  }
  return undefined
}

/** A positive whole number; of text, only as numbers are written: `00123` and `1e3` are names. */
export function wholeOf(fields: Fields, names: Names): number | undefined {
  for (const name of names) {
    const value = fields.get(name)
    const number = typeof value === 'string' && !/^[1-9]\d*$/.test(value.trim()) ? undefined : numberOf(value)
    if (number !== undefined && Number.isSafeInteger(number) && number > 0) return number
  }
  return undefined
}

/** A finite number, or the text of one. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value !== 'string' || !/^\s*[+-]?\d+(\.\d+)?(e[+-]?\d+)?\s*$/i.test(value)) return undefined
  const number = Number(value)
  return Number.isFinite(number) ? number : undefined
}

/**
 * A claimed amount of msat. Larger than 2^53 - 1, negative or fractional reads as unknown, with a warning: anybody may claim
 * anything. Zero claims nothing.
 * @param warnings where the sentence goes; left out where nothing depends on the amount
 */
export function claimOf(fields: Fields, names: Names, warnings: string[] = []): Msat | null {
  for (const name of names) {
    const value = fields.get(name)
    if (isNothing(value)) continue
    const number = numberOf(value)
    if (number === 0) continue
    if (number !== undefined && Number.isInteger(number) && number > 0 && number <= MAX_MSAT)
      return msat(number)
    warnings.push(`The claimed amount ${describe(value)} is no whole number of msat that can be true.`)
    return null
  }
  return null
}

function describe(value: unknown): string {
  return storableText(jsonText(value).slice(0, 60))
}

const ACTIONS = new Map<string, Action>(
  Object.entries({
    boost: 'boost',
    boosts: 'boost',
    boosting: 'boost',
    boostagram: 'boost',
    auto: 'auto',
    autoboost: 'auto',
    autoboosts: 'auto',
    stream: 'stream',
    streams: 'stream',
    streaming: 'stream',
    autostream: 'stream',
    streamingsats: 'stream',
  }),
)

/** The action in any capitals and spelling, `streaming` and `auto-boost` among them. Null where it is none of ours. */
export function readAction(value: unknown): Action | null {
  return typeof value === 'string' ? (ACTIONS.get(value.replace(/[\s_-]/g, '').toLowerCase()) ?? null) : null
}

/** Longer than any episode; more is milliseconds, or a clock time that an app wrote for a position. */
const LONGEST_EPISODE_S = 48 * 3600

/** Seconds into the episode: `ts` (seconds) wins over `time` ("00:02:37"); null where neither is plausible. */
export function readPosition(fields: Fields): number | null {
  for (const name of SPELLINGS.position) {
    const value = fields.get(name)
    const position = within(numberOf(value) ?? clockOf(value), LONGEST_EPISODE_S)
    if (position !== null) return position
  }
  return null
}

/**
 * A position as it can be in an episode: as given, or as the milliseconds that some apps write.
 * @param length of the episode in seconds, or the longest that one may be
 * @returns whole seconds; null where neither can be
 */
export function within(seconds: number | undefined, length: number): number | null {
  if (seconds === undefined || seconds < 0) return null
  if (seconds <= length) return Math.floor(seconds)
  return seconds / 1000 <= length && Number.isInteger(seconds) ? Math.floor(seconds / 1000) : null
}

/** "1:02:37", "00:24". */
function clockOf(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^\s*\d{1,3}(:\d{1,2}){1,2}(\.\d+)?\s*$/.test(value)) return undefined
  return value.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
}

/**
 * How each thing is called in the JSON of apps and players, likeliest first; keys as `fieldsOf` folds them, so that
 * `feedID`, `feed_id` and `feedId` are one. Sources: bLIP-10, podcast-namespace's rss-payment, and what was seen in the wild.
 */
export const SPELLINGS = {
  action: ['action', 'boosttype'],
  show_guid: ['guid', 'podcastguid', 'feedguid', 'showguid'],
  feed_id: ['feedid', 'podcastindexfeedid', 'podcastindexid', 'podcastid', 'showid'],
  feed_url: ['url', 'feedurl', 'podcasturl', 'rssurl', 'feed'],
  show_title: ['podcast', 'feedtitle', 'podcasttitle', 'podcastname', 'showtitle', 'showname', 'show'],
  episode_guid: ['episodeguid', 'itemguid'],
  item_id: ['itemid', 'episodeid', 'podcastindexitemid'],
  episode_title: ['episode', 'itemtitle', 'episodetitle', 'episodename', 'contenttitle'],
  app: ['appname', 'app', 'application', 'player', 'client'],
  app_version: ['appversion'],
  sender_name: ['sendername', 'sender', 'username', 'payername'],
  sender_id: ['senderid', 'userid', 'senderguid', 'senderpubkey'],
  message: ['message', 'boostmessage', 'comment', 'text'],
  total: ['valuemsattotal', 'totalmsat'],
  split: ['valuemsat'],
  position: ['ts', 'position', 'timeposition', 'currenttime', 'time'],
} as const
