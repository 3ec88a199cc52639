import { storableText } from '#api/metadata/storable-text.ts'

type Maybe<T> = { [Key in keyof T]?: T[Key] | undefined }
type GivenRecipient = Maybe<{
  name: string
  address: string
  customKey: string
  customValue: string
  split: number
  fee: boolean
}>
/** A value block as the feed's parser gives it: any of it may be missing. */
type Block = Maybe<{
  type: string
  valueRecipients: GivenRecipient[]
  valueTimeSplits: Maybe<{
    startTime: number
    duration: number
    remotePercentage: number
    remoteItem: Maybe<{ feedGuid: string; itemGuid: string }>
  }>[]
}>

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

/** While another's music plays, `remote_share` of a boost goes to it. */
export type TimeSplit = {
  start_s: number
  duration_s: number
  remote_share: number
  feed_guid: string | null
  item_guid: string | null
}

/**
 * Reads the Lightning value block among those given: splits are relative to each other, but for fees, which are percents of
 * the whole (https://podcasting2.org/docs/podcast-namespace/tags/value).
 * @returns null where there is none
 */
export function readValueBlock(
  blocks: readonly Block[] | undefined,
): { recipients: ValueRecipient[]; time_splits: TimeSplit[] } | null {
  const block = blocks?.find(({ type }) => type === undefined || type.toLowerCase() === 'lightning')
  if (!block) return null
  const given = (block.valueRecipients ?? []).filter(
    ({ address, split }) => typeof address === 'string' && typeof split === 'number' && split > 0,
  )
  const fees = sum(given.filter(({ fee }) => fee).map(({ split }) => split ?? 0)) / 100
  const parts = sum(given.filter(({ fee }) => !fee).map(({ split }) => split ?? 0))
  const rest = Math.max(0, 1 - fees)
  const recipients = given.map(({ name, address, customKey, customValue, split = 0, fee }) => ({
    name: name ? storableText(name).trim() || null : null,
    address: storableText(String(address)).trim().toLowerCase(),
    custom_key: storableText(customKey ?? ''),
    custom_value: storableText(customValue ?? ''),
    is_fee: fee === true,
    share: round(fee ? Math.min(1, split / 100) : (split / parts) * rest),
  }))
  const time_splits = (block.valueTimeSplits ?? []).flatMap(
    ({ startTime, duration, remotePercentage, remoteItem }) => {
      if (!remoteItem || typeof startTime !== 'number' || typeof duration !== 'number') return []
      if (startTime < 0 || duration < 0.5) return []
      return [
        {
          start_s: Math.round(startTime),
          duration_s: Math.max(1, Math.round(duration)),
          remote_share: round(Math.min(100, Math.max(0, remotePercentage ?? 100)) / 100),
          feed_guid: remoteItem.feedGuid ?? null,
          item_guid: remoteItem.itemGuid ?? null,
        },
      ]
    },
  )
  return { recipients: recipients.filter(({ address }) => address !== ''), time_splits }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

function round(share: number): number {
  return Number(share.toFixed(8))
}
