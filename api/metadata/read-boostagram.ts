import { claimOf, type Fields, fieldsOf, messageOf, textOf, usableId, wholeOf } from '#api/metadata/fields.ts'
import { readPaymentUrl } from '#api/metadata/payment-url.ts'
import { readAction } from '#api/metadata/read-action.ts'
import { readPosition } from '#api/metadata/read-position.ts'
import type { EpisodeNames, Reading, ShowNames } from '#api/metadata/reading.ts'

/**
 * Reads the JSON of TLV record 7629169 (bLIP-10) in every documented spelling: numbers as strings, objects where ids belong,
 * `streaming` for `stream`, other capitals, empty strings for nothing.
 * @param value any JSON value
 * @returns the reading; null where it is no object
 */
export function readBoostagram(value: unknown): Reading | null {
  const fields = fieldsOf(value)
  if (!fields) return null
  const warnings: string[] = []
  const signed = fields.get('action')
  const action = readAction(signed)
  if (signed !== undefined && signed !== null && signed !== '' && action === null)
    warnings.push('Its action is none that is known.')
  return {
    action,
    show: readShow(fields),
    episode: readEpisode(fields),
    remote: readRemote(fields),
    app: defined({ name: textOf(fields, 'appname'), version: textOf(fields, 'appversion') }),
    sender: defined({ name: textOf(fields, 'sendername'), id: usableId(fields, 'senderid') }),
    message: readMessage(fields),
    position_s: readPosition(fields),
    claimed_msat: claimOf(fields, ['valuemsattotal'], warnings),
    claimed_split_msat: claimOf(fields, ['valuemsat']),
    recipient_name: textOf(fields, 'name') ?? null,
    boost_uuid: usableId(fields, 'boostuuid') ?? null,
    payment_uuid: usableId(fields, 'uuid') ?? null,
    link: linkOf(textOf(fields, 'boostlink')),
    warnings,
  }
}

/** Leaves out what is undefined: absent, null and empty are the same. */
export function defined<T extends object>(value: T): Partial<T> {
  const rest: Partial<T> = {}
  for (const key in value) if (value[key] !== undefined) rest[key] = value[key]
  return rest
}

/** A link to the boost at its app; nothing but https and http is a link. */
export function linkOf(text: string | undefined): string | null {
  return text !== undefined && /^https?:\/\/\S+$/i.test(text) && URL.canParse(text) ? text : null
}

function readShow(fields: Fields): ShowNames {
  return defined({
    guid: usableId(fields, 'guid', 'podcastguid', 'feedguid'),
    feed_id: wholeOf(fields, 'feedid'),
    feed_url: textOf(fields, 'url', 'feedurl'),
    title: textOf(fields, 'podcast', 'feedtitle'),
  })
}

/** Some apps write the Podcast Index id to `itemID`, some the guid. */
function readEpisode(fields: Fields): EpisodeNames {
  const item_id = wholeOf(fields, 'itemid')
  const guid =
    usableId(fields, 'episodeguid', 'itemguid') ??
    (item_id === undefined ? usableId(fields, 'itemid') : undefined)
  return defined({ guid, item_id, title: textOf(fields, 'episode', 'itemtitle') })
}

/** The music or show that played instead of ours (`remote_*`). */
export function readRemote(fields: Fields): Reading['remote'] {
  const remote = defined({
    feed_guid: usableId(fields, 'remotefeedguid'),
    item_guid: usableId(fields, 'remoteitemguid'),
    podcast: textOf(fields, 'remotepodcast', 'remotefeedtitle'),
    episode: textOf(fields, 'remoteepisode', 'remoteitemtitle'),
  })
  return Object.keys(remote).length > 0 ? remote : null
}

/** Podverse's MetaBoost puts the memo of an address payment before the message. */
function readMessage(fields: Fields): string | null {
  const message = messageOf(fields, 'message')
  const memo = message === null ? null : readPaymentUrl(message)
  return memo ? memo.message : message
}
