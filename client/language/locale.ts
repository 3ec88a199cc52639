import { chosenLanguage, language } from '#client/language/language.ts'

/**
 * How the reader writes numbers: the browser's languages that Intl knows (browsers can be set to words that it does not). What is in a
 * language that was chosen has its numbers too.
 * @returns an empty list where none is good, which means Intl's own default
 */
export function readerLocales(languages: readonly string[] = navigator.languages ?? []): string[] {
  const known = languages.filter((one) => {
    try {
      return Intl.NumberFormat.supportedLocalesOf(one).length > 0
    } catch {
      return false
    }
  })
  return chosenLanguage === null ? known : [localeIn(chosenLanguage, known)]
}

/** For days and months: in the page's language, in the order that the reader's country writes them. */
export function pageLocale(languages: readonly string[] = navigator.languages ?? []): string {
  return localeIn(language, readerLocales(languages))
}

function localeIn(spoken: string, languages: readonly string[]): string {
  const own = languages.find((one) => one.slice(0, 2).toLowerCase() === spoken)
  return own ?? (spoken === 'en' ? 'en-GB' : spoken)
}

/** Makes a formatter once per set of words, since making one is slow. */
export function remember<Words extends unknown[], Made>(make: (...words: Words) => Made) {
  const made = new Map<string, Made>()
  return (...words: Words): Made => {
    const key = JSON.stringify(words)
    const known = made.get(key)
    if (known !== undefined) return known
    const fresh = make(...words)
    made.set(key, fresh)
    return fresh
  }
}
