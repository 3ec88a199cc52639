import type { Action } from '#api/contract/action.ts'
import { readAction } from '#api/metadata/fields.ts'
import { ownWords } from '#api/metadata/own-words.ts'

/** What the memo of a Lightning-address payment says of where its metadata is, and says itself. */
export type PaymentUrl = {
  /** Where the metadata is to be fetched; null where the memo is cut off before its end, or names no https. */
  url: string | null
  /** Where else, once that one failed. */
  others: string[]
  action: Action | null
  message: string | null
}

/** More addresses than this are no app's. */
const MOST = 3
const TAG = /rss::payment(?:::([\w-]*))?/i
const PODCAST_GURU = /V4V:(?=\s+https:\/\/boost\.podcastguru\.io\/)()/i
/** An address at the beginning of what is left, in quotes or brackets or before a comma as well. */
const ADDRESS = /^[\s"'“<([{]*(https?:\/\/[^\s"”<>]*)["”>,;]*\s*/i
/** What is left of an address that was cut off before it said anything. */
const CUT_ADDRESS = /^[\s"'“<([{]*h(?:t(?:t(?:p(?:s(?::\/{0,2})?|:\/{0,2})?)?)?)?$/i
const CLOSING: Record<string, string> = { '"': '"', "'": "'", '“': '”', '(': ')', '[': ']', '<': '>' }

/**
 * Reads the memo of a Lightning-address boost: `rss::payment::ACTION URL text`, or Podcast Guru's `V4V: URL`, wherever in it
 * that stands. Only https is taken: the payer chooses the address.
 * @returns null where the memo has no such thing
 */
export function readPaymentUrl(memo: string): PaymentUrl | null {
  const tag = TAG.exec(memo) ?? PODCAST_GURU.exec(memo)
  if (!tag) return null
  const closing = closingOf(memo.slice(0, tag.index))
  let rest = memo.slice(tag.index + tag[0].length).trimEnd()
  if (closing !== undefined && rest.endsWith(closing)) rest = rest.slice(0, -1)
  const addresses: string[] = []
  for (let found = ADDRESS.exec(rest); found && addresses.length < MOST; found = ADDRESS.exec(rest)) {
    addresses.push((found[1] ?? '').replace(/[,;.!'’)\]}]+$/, ''))
    rest = rest.slice(found[0].length)
  }
  const [url = null, ...others] = addresses.filter(isHttps)
  const text = CUT_ADDRESS.test(rest) ? null : ownWords(rest)?.trim()
  return { url, others, action: readAction(tag[1]), message: text || null }
}

/** What closes at the end of a memo: what stands open before the tag, be it at its very beginning. */
function closingOf(before: string): string | undefined {
  const [first = ''] = before.trimStart()
  const closing = CLOSING[first]
  const isOpen = closing !== undefined && !before.trimStart().slice(1).includes(closing)
  return CLOSING[before.at(-1) ?? ''] ?? (isOpen ? closing : undefined)
}

function isHttps(address: string): boolean {
  return /^https:\/\/[^/]/i.test(address) && URL.canParse(address)
}
