import type { Doing } from '#api/contract/air/desk.ts'
import type { LiveEvent } from '#api/contract/live.ts'
import { t } from '#client/air/words.ts'
import { language } from '#client/language/language.ts'

/** Another screen of the segment, and when it was last heard of. */
export type Present = { device: string; person: string; doing: Doing; at: number }

/** How often a screen says that it is there, and after how long it is not believed any more. */
export const SAY_MS = 60_000
const BELIEVE_MS = 2.5 * SAY_MS

/** Who is there after something was heard. @param now by any clock in milliseconds, always the same */
export function hearPresence(
  present: readonly Present[],
  { device, person, doing, left }: Extract<LiveEvent, { kind: 'presence' }>,
  now: number,
): Present[] {
  const others = stillThere(present, now).filter((one) => one.device !== device)
  return left ? others : [...others, { device, person, doing, at: now }]
}

/** Those who were heard of lately. */
export function stillThere(present: readonly Present[], now: number): Present[] {
  return present.filter(({ at }) => now - at < BELIEVE_MS)
}

const WORDS: Record<Doing, (names: string, count: number) => string> = {
  follows: (names, count) => t('{names} {count, plural, one {follows} other {follow}}', { names, count }),
  reads: (names, count) => t('{names} {count, plural, one {reads} other {read}}', { names, count }),
  produces: (names, count) => t('{names} {count, plural, one {produces} other {produce}}', { names, count }),
  remote: (names, count) =>
    t('{names} {count, plural, one {has a remote} other {have remotes}}', { names, count }),
}

/** `Brent follows`, `Ann and Brent follow · Chris has a remote`; empty where nobody else is there. */
export function formatPresent(present: readonly Present[]): string {
  const all = Object.entries(WORDS).map(([doing, sayWho]) => {
    const names = [
      ...new Set(present.filter((who) => who.doing === doing).map(({ person }) => person)),
    ].sort()
    if (names.length === 0) return ''
    return sayWho(new Intl.ListFormat(language).format(names), names.length)
  })
  return all.filter(Boolean).join(' · ')
}
