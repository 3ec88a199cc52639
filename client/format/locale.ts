/**
 * The reader's languages, those that Intl knows; browsers can be set to words that it does not.
 * @returns an empty list where none is good, which means Intl's own default
 */
export function readerLocales(languages: readonly string[] = navigator.languages ?? []): string[] {
  return languages.filter((language) => {
    try {
      return Intl.NumberFormat.supportedLocalesOf(language).length > 0
    } catch {
      return false
    }
  })
}

/** For days and months: the page speaks English, in the order that the reader's country writes them. */
export function englishLocale(languages: readonly string[] = navigator.languages ?? []): string {
  return readerLocales(languages).find((language) => /^en\b/i.test(language)) ?? 'en-GB'
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
