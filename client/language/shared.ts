import { wordsOf } from '#client/language/words-of.ts'

/** What every screen says. */
export const { t, say } = await wordsOf({
  de: () => import('#client/language/messages/de.json'),
  es: () => import('#client/language/messages/es.json'),
})
