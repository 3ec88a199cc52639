import type { Random } from '#seeds/random.ts'
import { LONG_MESSAGE, MESSAGES, OWN_WORDS } from '#seeds/words/messages.ts'

/** Gives a listener something to say, nothing twice; undefined where all is said. */
export type DealWords = (listener: string, episode: number) => string | undefined

/** The long one comes early, so that the latest episodes have another. */
const LONG_AT = 40

/** Shuffles what listeners write, and deals it out. */
export function createWords(random: Random): DealWords {
  const left = shuffled(MESSAGES, random)
  left.splice(left.length - LONG_AT, 0, LONG_MESSAGE)
  const own = new Map(Object.entries(OWN_WORDS).map(([name, words]) => [name, [...words]]))
  return (listener, episode) => {
    const words = own.get(listener) ?? left
    return words.pop()?.replace('{n}', String(episode - 1))
  }
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const rest = [...items]
  return items.flatMap(() => rest.splice(random.whole(0, rest.length - 1), 1))
}
