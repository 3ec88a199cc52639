import type { Warning } from '#api/contract/air/section.ts'

type Looked = {
  claim: string
  claimed_msat: number | null
  possible_double: boolean
  message: string | null
}

/** What to look at before a boost is read aloud. @param finder of the show's words, by `findWords` */
export function warn(boost: Looked, name: string | null, finder: WordFinder): Warning[] {
  const warnings: Warning[] = []
  if (boost.claim === 'doubtful' && boost.claimed_msat !== null)
    warnings.push({ kind: 'doubtful_claim', text: String(Math.trunc(boost.claimed_msat / 1000)) })
  if (boost.possible_double) warnings.push({ kind: 'possible_double', text: null })
  const link = boost.message === null ? null : findLink(boost.message)
  if (link !== null) warnings.push({ kind: 'link', text: link })
  for (const text of finder(boost.message)) warnings.push({ kind: 'word_in_message', text })
  for (const text of finder(name)) warnings.push({ kind: 'word_in_name', text })
  return warnings
}

const LINK =
  /\b(?:https?:\/\/|www\.)[^\s<>"]+|\b[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9-]{1,63}){0,3}\.(?:com|org|net|io|dev|app|info|xyz|me|co|tv|fm|gg|ly|to|link|site|online|shop|biz|news|social)\b(?:\/[^\s<>"]*)?/i

/** The first link in a text, as it stands there; null where there is none. */
export function findLink(text: string): string | null {
  const link = LINK.exec(text)?.[0] ?? null
  return link === null ? null : link.slice(0, 200)
}

/** Finds the words of a list in a text. */
export type WordFinder = (text: string | null) => string[]

/** What is written for a letter by those who want to get a word past a list. */
const DISGUISES: Record<string, string> = {
  a: 'a4@',
  b: 'b8',
  e: 'e3',
  g: 'g9',
  i: 'i1!|',
  l: 'l1|',
  o: 'o0',
  s: 's5$',
  t: 't7+',
}

/**
 * Makes a finder of words, also inside other words, in other letters' case, with accents, with figures for letters, and with
 * stars for all but the first letter.
 */
export function findWords(words: readonly string[]): WordFinder {
  const patterns = words.flatMap((word) => {
    const letters = [...plain(word)]
    return letters.length === 0 ? [] : [{ word, pattern: new RegExp(letters.map(anyOf).join(''), 'u') }]
  })
  return (text) => {
    if (text === null || patterns.length === 0) return []
    const looked = plain(text)
    return patterns.filter(({ pattern }) => pattern.test(looked)).map(({ word }) => word)
  }
}

function anyOf(letter: string, at: number): string {
  const forms = (DISGUISES[letter] ?? letter) + (at === 0 ? '' : '*')
  return `[${forms.replace(/[\\\]^-]/g, '\\$&')}]`
}

/** Small letters without accents and invisible characters. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .trim()
}
