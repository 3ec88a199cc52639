import { isWordless } from '#api/metadata/own-words.ts'
import type { Reading } from '#api/metadata/reading.ts'
import { satsAsMsat } from '#api/source/nostr/read/nostr-event.ts'

/** What a note's text says in the way of the app that wrote it. */
export type NoteWords = {
  /** The listener's own words; null where there are none. */
  message: string | null
  /** Who boosted, where the text names them. */
  from?: string
  app?: string
  claimed_msat: Reading['claimed_msat']
}

/** Longer names are no names. */
const LONGEST_NAME = 100
const SATS = String.raw`(\d{1,3}(?:,\d{3})+|\d{1,15}) sats`
/** Only addresses, quotes, mentions and tags: what apps put below the words. */
const ADDED = String.raw`(?:https?:\/\/|nostr:|nevent1|npub1|#)\S+`
const TRAILER = new RegExp(String.raw`^${ADDED}(?:\s+${ADDED})*$`, 'i')
/** More than any app lets a listener type. */
const LONGEST_TEXT = 20_000
const FOUNTAIN = /https?:\/\/(?:www\.)?fountain\.fm\/\S+/i
/** The same behind the last word. */
const INLINE = /\s+https?:\/\/(?:www\.)?fountain\.fm\/\S+\s+(?:nostr:)?nevent1\S+$/i

/** Finds the listener's words in a boost note: apps write theirs around them. */
export function wordsOfNote(content: string): NoteWords {
  const text = content.slice(0, LONGEST_TEXT).replaceAll('\r\n', '\n').trim()
  return fromBoostMeBitch(text) ?? fromOnlyBoosts(text) ?? fromBot(text) ?? plain(text)
}

/** A heading, the words, then "NAME boosted 100 sats → Show" and links. */
function fromBoostMeBitch(text: string): NoteWords | null {
  if (!/^⚡\s*Boost\s*⚡/i.test(text)) return null
  const lines = text.split('\n').slice(1)
  const line = new RegExp(`^(?:(.{1,${LONGEST_NAME}}) boosted|Boosted) ${SATS} → `)
  const at = lines.findLastIndex((each) => line.test(each))
  if (at < 0) return null
  const [, from, sats = ''] = lines[at]?.match(line) ?? []
  return {
    message: worded(lines.slice(0, at).join('\n')),
    ...(from ? { from: from.trim() } : {}),
    claimed_msat: satsAsMsat(sats),
  }
}

const QUOTE = '\n💬 "'

/** "⚡Just boosted 100 sats 📱 via App", a warning where legs failed, 💬 and the words in quotes. */
function fromOnlyBoosts(text: string): NoteWords | null {
  const head = text.match(
    new RegExp(String.raw`^⚡\s*Just boosted ${SATS}(?:\s*📱?\s*via (\S{1,100}))?`, 'iu'),
  )
  if (!head) return null
  const [, sats = '', app] = head
  const begin = text.indexOf(QUOTE)
  const [quote = ''] = begin < 0 ? [] : text.slice(begin + QUOTE.length).split('\n\n🎙')
  return {
    message: worded(quote.trim().replace(/"$/, '')),
    ...(app ? { app } : {}),
    claimed_msat: satsAsMsat(sats),
  }
}

/** The words, then "⚡ 100 sats" and "📱 via App" on lines of their own. */
function fromBot(text: string): NoteWords | null {
  const found = text.match(new RegExp(String.raw`(?:^|\n)⚡ ${SATS}\s*(?:\n|$)`, 'u'))
  if (!found) return null
  const app = text.slice(found.index).match(/^📱 via (.{1,100})$/mu)?.[1]
  return {
    message: worded(text.slice(0, found.index)),
    ...(app ? { app: app.trim() } : {}),
    claimed_msat: satsAsMsat(found[1] ?? ''),
  }
}

/** The words, and below them what the app added: Fountain puts the page and a quote of its receipt there. */
function plain(text: string): NoteWords {
  const lines = text.split('\n')
  while (lines.length > 0 && isAdded(lines.at(-1) ?? '')) lines.pop()
  const left = lines.join('\n')
  const words = left.replace(INLINE, '')
  const added = text.slice(words.length)
  const isFountain = FOUNTAIN.test(added) && /nevent1/i.test(added)
  return { message: worded(words), ...(isFountain ? { app: 'Fountain' } : {}), claimed_msat: null }
}

function isAdded(line: string): boolean {
  return line.trim() === '' || TRAILER.test(line.trim())
}

function worded(text: string): string | null {
  const words = text.trim()
  return isWordless(words) ? null : words
}
