import type { Language } from '#api/contract/language.ts'
import { language } from '#client/language/language.ts'

type Sentences = Record<string, string>

/** Loaded with the first problem that one meets: most never do. */
const LISTS: Record<Exclude<Language, 'en'>, () => Promise<{ default: Sentences }>> = {
  de: () => import('#client/language/problems/de.json'),
  es: () => import('#client/language/problems/es.json'),
}

/** What the service says of a problem, in the language of the studio; in English where that has no words for it. */
export async function sayProblem(detail: string): Promise<string> {
  if (language === 'en') return detail
  const list = await LISTS[language]().catch(() => null)
  return (list && translate(list.default, detail)) ?? detail
}

/**
 * Finds the sentence of a list that a text is one of, and fills its translation.
 * @param sentences in English, with names in braces for what stands there each time, each with its translation
 * @returns null where it is none of them
 */
export function translate(sentences: Sentences, text: string): string | null {
  const same = sentences[text]
  if (same !== undefined) return same
  // Of two that fit, the one that says more of it.
  const most = Object.entries(sentences).toSorted(([one], [other]) => other.length - one.length)
  for (const [sentence, translation] of most) {
    const [found, ...parts] = patternOf(sentence).exec(text) ?? []
    if (found === undefined) continue
    const names = holesOf(sentence)
    return translation.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const part = parts[names.indexOf(name)] ?? ''
      // What stands there may be a sentence of the list itself.
      return translate(sentences, part) ?? part
    })
  }
  return null
}

function patternOf(sentence: string): RegExp {
  const fixed = sentence.split(/\{\w+\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${fixed.join('(.+?)')}$`, 's')
}

function holesOf(sentence: string): string[] {
  return [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
}
