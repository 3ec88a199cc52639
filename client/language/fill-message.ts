import { readerLocales, remember } from '#client/language/locale.ts'

/** What a hole is filled with, by its name. */
export type Fillings<Filling> = Record<string, Filling>

/** Marks that would turn around what is said behind them: names and words of others come with them. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g

const rules = remember((language: string) => new Intl.PluralRules(language))
const numbers = remember((locales: string[]) => new Intl.NumberFormat(locales))

/**
 * Fills a message: the part of ICU's syntax that ours are written in, which is holes, plurals with `#` and selects. The library that
 * the service has for it is as large as a screen; a test holds that both say the same.
 * @param language of the message, for its plurals
 * @returns its parts in order
 */
export function fillMessage<Filling>(
  message: string,
  fillings: Fillings<Filling>,
  language: string,
): (string | Filling)[] {
  const parts: (string | Filling)[] = []
  let at = 0
  const add = (text: string) => {
    const last = parts.at(-1)
    if (typeof last === 'string') parts[parts.length - 1] = last + text
    else parts.push(text)
  }
  const readWord = () => {
    const from = at
    while (at < message.length && !',{}'.includes(message.charAt(at))) at++
    return message.slice(from, at).trim()
  }
  /** Up to the brace that ends the text; what is not chosen is read and not kept. */
  const readText = (isKept: boolean, count: number | null) => {
    for (; at < message.length && message[at] !== '}'; at++) {
      const sign = message.charAt(at)
      if (sign === '{') readHole(isKept, count)
      else if (isKept) add(sign === '#' && count !== null ? numbers(readerLocales()).format(count) : sign)
    }
  }
  const readHole = (isKept: boolean, count: number | null) => {
    at++
    const name = readWord()
    const value = fillings[name]
    if (message[at] === '}') {
      if (!isKept || value === undefined) return
      if (typeof value === 'number' || typeof value === 'string') add(String(value).replace(TURNING, ''))
      else parts.push(value)
      return
    }
    at++
    const isPlural = readWord() === 'plural'
    at++
    let isChosen = false
    for (let key = readWord(); message[at] === '{'; key = readWord()) {
      const fits =
        key === 'other' ||
        (isPlural ? key === `=${value}` || key === rules(language).select(Number(value)) : key === value)
      at++
      readText(isKept && fits && !isChosen, isPlural ? Number(value) : count)
      isChosen ||= fits
      at++
    }
  }
  readText(true, null)
  return parts
}
