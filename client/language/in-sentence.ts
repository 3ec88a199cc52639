import { language } from '#client/language/language.ts'

/** A name within a sentence: with a small letter, which German gives to no noun. */
export function inSentence(name: string): string {
  return language === 'de' ? name : name.charAt(0).toLowerCase() + name.slice(1)
}
