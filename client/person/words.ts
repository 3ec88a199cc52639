import { wordsOf } from '#client/language/words-of.ts'

/** What these screens say. */
export const { t, say } = await wordsOf({
  de: () => import('#client/person/messages/de.json'),
  es: () => import('#client/person/messages/es.json'),
})
