import { wordsOf } from '#client/language/words-of.ts'

/** What these screens say. */
export const { t, say } = await wordsOf({
  de: () => import('#client/publish/messages/de.json'),
  es: () => import('#client/publish/messages/es.json'),
})
