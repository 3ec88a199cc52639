import {
  claimOf,
  type Fields,
  fieldsOf,
  messageOf,
  readAction,
  readPosition,
  SPELLINGS,
  textOf,
  usableId,
  wholeOf,
} from '#api/metadata/fields.ts'
import { isUntitled } from '#api/metadata/own-words.ts'
import { parseLoosely } from '#api/metadata/parse-loosely.ts'
import { readPaymentUrl } from '#api/metadata/payment-url.ts'
import type { EpisodeNames, Reading, ShowNames } from '#api/metadata/reading.ts'

/**
 * Reads the JSON of TLV record 7629169 (bLIP-10) in every spelling that is known: numbers as strings, objects where ids belong,
 * `streaming` for `stream`, other capitals, empty strings for nothing.
 * @param value any JSON value
 * @returns the reading; null where it is no object
 */
export function readBoostagram(value: unknown): Reading | null {
  const fields = fieldsOf(value)
  if (!fields) return null
  const warnings: string[] = []
  const given = textOf(fields, SPELLINGS.action)
  const memo = readPaymentUrl(messageOf(fields, SPELLINGS.message) ?? '')
  const action = readAction(given) ?? memo?.action ?? null
  if (action === null && isSaid(fields.get('action'))) warnings.push('Its action is none that is known.')
  return {
    action,
    show: readShow(fields),
    episode: readEpisode(fields),
    remote: readRemote(fields),
    app: defined({ name: textOf(fields, SPELLINGS.app), version: textOf(fields, SPELLINGS.app_version) }),
    sender: defined({ name: senderOf(fields), id: usableId(fields, SPELLINGS.sender_id) }),
    message: memo ? memo.message : messageOf(fields, SPELLINGS.message),
    position_s: readPosition(fields),
    claimed_msat: claimOf(fields, SPELLINGS.total, warnings),
    claimed_split_msat: claimOf(fields, SPELLINGS.split),
    recipient_name: textOf(fields, ['name']) ?? null,
    boost_uuid: usableId(fields, ['boostuuid', 'group']) ?? null,
    payment_uuid: usableId(fields, ['uuid']) ?? null,
    link: linkOf(textOf(fields, ['boostlink'])),
    warnings,
    ...(memo?.url ? { cut_at: memo.url } : {}),
    ...eventOf(fields),
  }
}

/** The live event of The Split Kit, and the block of it that was on. */
function eventOf(fields: Fields): Pick<Reading, 'event_guid' | 'block_guid'> {
  const event_guid = usableId(fields, ['eventguid'])
  const block_guid = usableId(fields, ['blockguid'])
  return {
    ...(event_guid === undefined ? {} : { event_guid }),
    ...(block_guid === undefined ? {} : { block_guid }),
  }
}

/** Leaves out what is undefined: absent, null and empty are the same. */
export function defined<T extends object>(value: T): Partial<T> {
  const rest: Partial<T> = {}
  for (const key in value) if (value[key] !== undefined) rest[key] = value[key]
  return rest
}

/** A link to the boost at its app; nothing but https and http is a link. */
function linkOf(text: string | undefined): string | null {
  return text !== undefined && /^https?:\/\/\S+$/i.test(text) && URL.canParse(text) ? text : null
}

/** Some players write the podcast guid to what is otherwise the Podcast Index id. */
function readShow(fields: Fields): ShowNames {
  const feed_id = wholeOf(fields, SPELLINGS.feed_id)
  const idText = feed_id === undefined ? usableId(fields, SPELLINGS.feed_id) : undefined
  const url = textOf(fields, SPELLINGS.feed_url)
  return defined({
    guid: usableId(fields, SPELLINGS.show_guid) ?? (isUuid(idText) ? idText : undefined),
    feed_id,
    feed_url: url !== undefined && /[./]/.test(url) ? url : undefined,
    title: titleOf(fields, SPELLINGS.show_title),
  })
}

/** Some apps write the Podcast Index id to `itemID`, some the guid. */
function readEpisode(fields: Fields): EpisodeNames {
  const item_id = wholeOf(fields, SPELLINGS.item_id)
  const guid =
    usableId(fields, SPELLINGS.episode_guid) ??
    (item_id === undefined ? usableId(fields, SPELLINGS.item_id) : undefined)
  return defined({ guid, item_id, title: titleOf(fields, SPELLINGS.episode_title) })
}

/** The music or show that played instead of ours (`remote_*`). */
function readRemote(fields: Fields): Reading['remote'] {
  const remote = defined({
    feed_guid: usableId(fields, ['remotefeedguid']),
    item_guid: usableId(fields, ['remoteitemguid']),
    podcast: titleOf(fields, ['remotepodcast', 'remotefeedtitle']),
    episode: titleOf(fields, ['remoteepisode', 'remoteitemtitle']),
  })
  return Object.keys(remote).length > 0 ? remote : null
}

/** A title, unless it is what stands where there is none. */
function titleOf(fields: Fields, names: readonly string[]): string | undefined {
  const title = textOf(fields, names)
  return title === undefined || isUntitled(title) ? undefined : title
}

/** A sender's name; a key in the place of one is none. */
function senderOf(fields: Fields): string | undefined {
  const name = textOf(fields, SPELLINGS.sender_name)
  return name !== undefined && /^[0-9a-f]{64,66}$/i.test(name) ? undefined : name
}

function isUuid(text: string | undefined): boolean {
  return text !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}

function isSaid(value: unknown): boolean {
  return value !== undefined && value !== null && value !== ''
}

/**
 * Reads rss-payment JSON: what the URL in a Lightning-address payment's memo answers with in its `x-rss-payment` header. Its
 * fields are those of a boostagram under other names, and ids and recipient of its own.
 * @param value any JSON value
 * @returns the reading; null where it is no object
 */
export function readRssPayment(value: unknown): Reading | null {
  const reading = readBoostagram(value)
  const fields = fieldsOf(value)
  if (!reading || !fields) return null
  return {
    ...reading,
    recipient_name: textOf(fields, ['recipientname']) ?? null,
    boost_uuid: usableId(fields, ['group']) ?? null,
    payment_uuid: usableId(fields, ['id']) ?? null,
    link: linkOf(textOf(fields, ['link', 'boostlink'])),
  }
}

/**
 * Decodes the `x-rss-payment` header: JSON, percent-encoded, a `+` being a plus; also where it was encoded twice, not at all or
 * in base64.
 * @throws SyntaxError where there is no JSON object in it
 */
export function decodeRssPaymentHeader(header: string): Record<string, unknown> {
  // Node gives the bytes of headers as letters; a server that does not encode sends UTF-8.
  const found = parseLoosely(Buffer.from(header, 'latin1'))
  if ('problem' in found) throw new SyntaxError(found.problem)
  return found.value
}

/** Whether metadata is rss-payment JSON rather than bLIP-10. */
export function isRssPayment(value: unknown): boolean {
  const fields = fieldsOf(value)
  if (!fields || fields.has('podcast') || fields.has('feedid')) return false
  return ['feedguid', 'feedtitle', 'itemguid', 'group', 'recipientaddress'].some((name) => fields.has(name))
}
