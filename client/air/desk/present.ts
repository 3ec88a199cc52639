import type { Doing } from '#api/contract/air/desk.ts'
import type { LiveEvent } from '#api/contract/live.ts'

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

const WORDS: Record<Doing, [one: string, many: string]> = {
  follows: ['follows', 'follow'],
  reads: ['reads', 'read'],
  produces: ['produces', 'produce'],
  remote: ['has a remote', 'have remotes'],
}

/** `Brent follows`, `Ann and Brent follow · Chris has a remote`; empty where nobody else is there. */
export function formatPresent(present: readonly Present[]): string {
  const all = Object.entries(WORDS).map(([doing, [one, many]]) => {
    const names = [
      ...new Set(present.filter((who) => who.doing === doing).map(({ person }) => person)),
    ].sort()
    if (names.length === 0) return ''
    const listed = new Intl.ListFormat('en').format(names)
    return `${listed} ${names.length === 1 ? one : many}`
  })
  return all.filter(Boolean).join(' · ')
}
