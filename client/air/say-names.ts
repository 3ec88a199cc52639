import type { SegmentGroup } from '#api/contract/air/section.ts'

/** The named ones, each once, and how many came without a name. */
export function namesOf(groups: readonly SegmentGroup[]): { named: SegmentGroup[]; anonymous: number } {
  const named = groups.filter(({ supporter }) => supporter.id !== null)
  return { named, anonymous: groups.length - named.length }
}

/** `3 without a name`. */
export function sayAnonymous(count: number): string {
  return count === 1 ? 'one without a name' : `${count} without a name`
}
