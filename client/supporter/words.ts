import { wordsOf } from '#client/language/words-of.ts'

/** What these screens say. */
export const { t, say } = await wordsOf({
  de: () => import('#client/supporter/messages/de.json'),
  es: () => import('#client/supporter/messages/es.json'),
})
