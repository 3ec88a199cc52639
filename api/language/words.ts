import { IntlMessageFormat } from 'intl-messageformat'
import type { Language } from '#api/contract/language.ts'
import de from '#api/language/messages/de.json' with { type: 'json' }
import en from '#api/language/messages/en.json' with { type: 'json' }
import es from '#api/language/messages/es.json' with { type: 'json' }
import { oneLine } from '#api/lib/one-line.ts'
import { type Html, html, type Piece } from '#api/page/html.ts'

/** The name of a message, as `messages/en.json` has it. */
export type MessageName = keyof typeof en
type Values = Record<string, string | number>

/** What Readout says to listeners, in one language. */
export type Words = {
  language: Language
  /** A message as text: names that are put in turn nothing around. */
  t(name: MessageName, values?: Values): string
  /** A message as markup: what is put in is text, unless it is markup itself. */
  say(name: MessageName, values: Record<string, Piece>): Html
}

/** ICU messages by name: all languages have the same ones, as `tsc` sees to. */
const MESSAGES: Record<Language, Record<MessageName, string>> = { en, de, es }
const made = new Map<Language, Words>()

function inOneLine(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? oneLine(value) : value]),
  )
}

/** The words of a language; each message is read when it is first needed. */
export function wordsIn(language: Language): Words {
  const words = made.get(language) ?? makeWords(language)
  made.set(language, words)
  return words
}

function makeWords(language: Language): Words {
  const read = new Map<MessageName, IntlMessageFormat>()
  const find = (name: MessageName) => {
    const known =
      read.get(name) ?? new IntlMessageFormat(MESSAGES[language][name], language, {}, { ignoreTag: true })
    read.set(name, known)
    return known
  }
  return {
    language,
    t: (name, values) => String(find(name).format(values && inOneLine(values))),
    say: (name, values) => {
      const pieces = find(name).format<Html>(
        Object.fromEntries(
          Object.entries(values).map(([key, value]) => [
            key,
            typeof value === 'number' ? value : typeof value === 'string' ? oneLine(value) : html`${value}`,
          ]),
        ),
      )
      return html`${Array.isArray(pieces) ? pieces : [pieces]}`
    },
  }
}
