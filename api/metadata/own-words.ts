/** What programs write where they have nothing to say. */
const NOTHING = new Set(['', 'undefined', 'null', 'none', 'nan', '[object object]'])
/** The same where text is written; "none" may be typed. */
const NO_WORDS = new Set(['', 'undefined', 'null', 'nan', '[object object]'])
/** What some apps put between a text and the same text. */
const BETWEEN = /^\s[—–-]\s$/
/** Titles that stand for none. */
const UNTITLED = /^untitled (episode|podcast|show|feed|item)$/i

/** Apps that write "App boost" where the listener wrote nothing. */
const APPS = [
  'Alby',
  'AntennaPod',
  'BoostMeBitch',
  'Breez',
  'bullishBoosts',
  'Castamatic',
  'CurioCaster',
  'Fountain',
  'LN Beats',
  'OnlyBoosts',
  'Podcast Guru',
  'PodcastGuru',
  'Podverse',
  'StableKraft',
  'TrueFans',
  'Wavlake',
]
const FILLERS = new Map(APPS.map((app) => [`${app.toLowerCase()} boost`, app]))

/** Whether a value says nothing: absent, empty, or what programs write for that. */
export function isNothing(value: unknown): boolean {
  if (value === undefined || value === null) return true
  return typeof value === 'string' && NOTHING.has(value.trim().toLowerCase())
}

/** Whether a title is what stands where there is none. */
export function isUntitled(title: string): boolean {
  return UNTITLED.test(title.trim())
}

/** The app that filled in a text such as "Podverse boost" where nothing was typed; null where it is no such text. */
export function fillerApp(text: string | null): string | null {
  return FILLERS.get((text ?? '').trim().replace(/\s+/g, ' ').toLowerCase()) ?? null
}

/** Whether a text is what programs write where nothing was typed. */
export function isWordless(text: string): boolean {
  return NO_WORDS.has(text.trim().toLowerCase())
}

/**
 * What a listener wrote, of a memo or comment: nothing where a program filled it in, and once where it is there twice ("Great show —
 * Great show": what a memo's end has of the text, and the text again).
 */
export function ownWords(text: string | null): string | null {
  if (text === null || isWordless(text) || fillerApp(text) !== null) return null
  const words = text.trim()
  const half = (words.length - 3) / 2
  if (BETWEEN.test(words.slice(half, half + 3)) && words.slice(0, half) === words.slice(half + 3))
    return words.slice(0, half)
  const [cut, first = ''] = /^([^…]*?)(?:…|\.\.\.)\s[—–-]\s/.exec(words) ?? []
  const whole = cut === undefined ? '' : words.slice(cut.length)
  return first !== '' && whole.startsWith(first) ? whole : text
}

/** Lengths at which apps and servers cut texts: OnlyBoosts, Lightning addresses, BoostBox. */
const LIMITS = new Set([200, 255, 500, 639])

/** No app or server cuts a message to less, so that shorter words which another message only begins with are others. */
export const SHORTEST_CUT = 12

/** A message without what a cut leaves at its end, and in one spelling of spaces. */
export function plainWords(message: string | null): string {
  return (message ?? '')
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/(\s*(…|\.\.\.|\uFFFD))+$/u, '')
}

/** Whether a text is the beginning of another, as a Lightning address leaves it that takes only so many characters. */
export function isBeginningOf(text: string, whole: string): boolean {
  const [begins, all] = [plainWords(text), plainWords(whole)]
  return begins.length >= SHORTEST_CUT && begins.length < all.length && all.startsWith(begins)
}

/** Whether a message may be only the beginning of one, or none where there is one. */
export function isCut(message: string | null): boolean {
  return message === null || /(…|\.\.\.)\s*$/.test(message) || LIMITS.has(message.length)
}
