import { fieldsOf, textOf, usableId } from '#api/metadata/fields.ts'
import { parseLoosely } from '#api/metadata/parse-loosely.ts'
import { linkOf, readBoostagram } from '#api/metadata/read-boostagram.ts'
import type { Reading } from '#api/metadata/reading.ts'

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
