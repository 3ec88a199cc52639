import type { Language } from '#api/contract/language.ts'

const KEY = 'readout.language'
const LANGUAGES: readonly string[] = ['en', 'de', 'es'] satisfies Language[]

/** What the person chose, as this device has it; null: none, so the browser's. */
export const chosenLanguage = readChosen()

/** What the studio is in. It stays so until the page is loaded anew. */
export const language: Language = chosenLanguage ?? languageOf(globalThis.navigator?.languages ?? [])

/** The first of a reader's languages that the studio has; else English. */
export function languageOf(languages: readonly string[]): Language {
  for (const one of languages) {
    const found = one.slice(0, 2).toLowerCase()
    if (isLanguage(found)) return found
  }
  return 'en'
}

/**
 * Takes the language over that the account has, where it is another than this device's.
 * @returns whether the page has to be loaded anew for it
 */
export function takeLanguage(chosen: Language | null): boolean {
  if (chosen === readChosen()) return false
  try {
    if (chosen) localStorage.setItem(KEY, chosen)
    else localStorage.removeItem(KEY)
  } catch {
    // Storage may be forbidden; then it is as the browser has it.
    return false
  }
  return (chosen ?? languageOf(navigator.languages)) !== language
}

function readChosen(): Language | null {
  try {
    const kept = globalThis.localStorage?.getItem(KEY)
    return isLanguage(kept) ? kept : null
  } catch {
    return null
  }
}

function isLanguage(text: unknown): text is Language {
  return typeof text === 'string' && LANGUAGES.includes(text)
}
