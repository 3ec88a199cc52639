import { claimOf, fieldsOf, messageOf, textOf, usableId } from '#api/metadata/fields.ts'
import { readAction } from '#api/metadata/read-action.ts'
import { defined, linkOf, readRemote } from '#api/metadata/read-boostagram.ts'
import { readPosition } from '#api/metadata/read-position.ts'
import type { Reading } from '#api/metadata/reading.ts'

/**
 * Reads rss-payment JSON: what the URL in a Lightning-address payment's memo answers with in its `x-rss-payment` header.
 * @param value any JSON value
 * @returns the reading; null where it is no object
 */
export function readRssPayment(value: unknown): Reading | null {
  const fields = fieldsOf(value)
  if (!fields) return null
  const warnings: string[] = []
  return {
    action: readAction(fields.get('action')),
    show: defined({ guid: usableId(fields, 'feedguid'), title: textOf(fields, 'feedtitle') }),
    episode: defined({ guid: usableId(fields, 'itemguid'), title: textOf(fields, 'itemtitle') }),
    remote: readRemote(fields),
    app: defined({ name: textOf(fields, 'appname'), version: textOf(fields, 'appversion') }),
    sender: defined({ name: textOf(fields, 'sendername'), id: usableId(fields, 'senderid') }),
    message: messageOf(fields, 'message'),
    position_s: readPosition(fields),
    claimed_msat: claimOf(fields, ['valuemsattotal'], warnings),
    claimed_split_msat: claimOf(fields, ['valuemsat']),
    recipient_name: textOf(fields, 'recipientname') ?? null,
    boost_uuid: usableId(fields, 'group') ?? null,
    payment_uuid: usableId(fields, 'id') ?? null,
    link: linkOf(textOf(fields, 'link', 'boostlink')),
    warnings,
  }
}

/** Decodes the `x-rss-payment` header: JSON, percent-encoded; a `+` is a plus. Throws URIError or SyntaxError. */
export function decodeRssPaymentHeader(header: string): unknown {
  return JSON.parse(decodeURIComponent(header.trim()))
}

/** Whether metadata is rss-payment JSON rather than bLIP-10. */
export function isRssPayment(value: unknown): boolean {
  const fields = fieldsOf(value)
  if (!fields || fields.has('podcast') || fields.has('feedid')) return false
  return ['feedguid', 'feedtitle', 'itemguid', 'group', 'recipientaddress'].some((name) => fields.has(name))
}
