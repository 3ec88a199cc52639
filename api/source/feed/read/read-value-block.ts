import { storableText } from '#api/metadata/text.ts'
import type { Element } from '#api/source/feed/read/read-elements.ts'

/** One recipient of a value block, with its part of the whole. */
export type ValueRecipient = {
  name: string | null
  /** A node's public key or a Lightning address, in small letters. */
  address: string
  custom_key: string
  custom_value: string
  is_fee: boolean
  /** 0.33 is a third; fees come off the top. */
  share: number
}

/** While another's music plays, `remote_share` of a boost goes to it; or the split's own recipients get all of it. */
export type TimeSplit = {
  start_s: number
  duration_s: number
  remote_share: number
  feed_guid: string | null
  item_guid: string | null
  /** Null: what is left is the usual recipients'. */
  recipients: ValueRecipient[] | null
}

/**
 * Reads the Lightning value block among the parts of a show or an item: splits are relative to each other, but for fees, which are
 * percents of the whole (https://podcasting2.org/docs/podcast-namespace/tags/value). The only one that is no fee has what fees leave,
 * whatever split it gives or forgets.
 * @returns null where there is none
 */
export function readValueBlock(
  parts: readonly Element[],
): { recipients: ValueRecipient[]; time_splits: TimeSplit[] } | null {
  const block = parts.find(
    ({ name, attributes: { type } }) =>
      name === 'podcast:value' && (type === undefined || type.trim().toLowerCase() === 'lightning'),
  )
  if (!block) return null
  return {
    recipients: readRecipients(block.children),
    time_splits: block.children
      .filter(({ name }) => name === 'podcast:valuetimesplit')
      .flatMap(readTimeSplit),
  }
}

function readRecipients(parts: readonly Element[]): ValueRecipient[] {
  const named = parts
    .filter(({ name, attributes }) => name === 'podcast:valuerecipient' && attributes.address?.trim())
    .map(({ attributes }) => ({
      name: storableText(attributes.name ?? '').trim() || null,
      address: storableText(attributes.address ?? '')
        .trim()
        .toLowerCase(),
      custom_key: storableText(attributes.customkey ?? '').trim(),
      custom_value: storableText(attributes.customvalue ?? '').trim(),
      is_fee: /^(true|yes|1)$/i.test(attributes.fee?.trim() ?? ''),
      split: numberOf(attributes.split) ?? 0,
    }))
  const isOnly = named.filter(({ is_fee }) => !is_fee).length === 1
  const paid = named
    .map((recipient) => (isOnly && !recipient.is_fee ? { ...recipient, split: 1 } : recipient))
    .filter(({ split }) => split > 0)
  const fees = sum(paid.filter(({ is_fee }) => is_fee).map(({ split }) => split)) / 100
  const all = sum(paid.filter(({ is_fee }) => !is_fee).map(({ split }) => split))
  const rest = Math.max(0, 1 - fees)
  return paid.map(({ split, ...recipient }) => ({
    ...recipient,
    share: round(recipient.is_fee ? Math.min(1, split / 100) : (split / all) * rest),
  }))
}

function readTimeSplit({ attributes, children }: Element): TimeSplit[] {
  const remote = children.find(({ name }) => name === 'podcast:remoteitem')
  const recipients = remote ? null : readRecipients(children)
  const [start, duration] = [numberOf(attributes.starttime), numberOf(attributes.duration)]
  if (recipients?.length === 0 || start === null || duration === null || start < 0 || duration < 0.5)
    return []
  const percentage = Math.min(100, Math.max(0, numberOf(attributes.remotepercentage) ?? 100))
  return [
    {
      start_s: Math.round(start),
      duration_s: Math.max(1, Math.round(duration)),
      remote_share: remote ? round(percentage / 100) : 0,
      feed_guid: remote?.attributes.feedguid?.trim() || null,
      item_guid: remote?.attributes.itemguid?.trim() || null,
      recipients,
    },
  ]
}

/** Within what a database's integer holds. */
function numberOf(text: string | undefined): number | null {
  const number = text?.trim() ? Number(text) : Number.NaN
  return Number.isFinite(number) && Math.abs(number) < 2 ** 31 ? number : null
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

function round(share: number): number {
  return Number(share.toFixed(8))
}
