import { wordsOf } from '#client/language/words-of.ts'

/** What these screens say. */
export const { t, say } = await wordsOf({
  de: () => import('#client/books/messages/de.json'),
  es: () => import('#client/books/messages/es.json'),
})
