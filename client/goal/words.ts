import { wordsOf } from '#client/language/words-of.ts'

/** What is said of goals. */
export const { t, say } = await wordsOf({
  de: () => import('#client/goal/messages/de.json'),
  es: () => import('#client/goal/messages/es.json'),
})
