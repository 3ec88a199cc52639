import type { MarkSet } from '#api/contract/air/mark.ts'
import type { SegmentBoost, SegmentGroup, SupporterHistory, Warning } from '#api/contract/air/section.ts'
import { countOf, formatCount } from '#client/format/sats.ts'

/** What a segment is called: `458` is an episode's number. */
export function formatTitle(title: string): string {
  return /^\d+$/.test(title) ? `episode ${title}` : title
}

/** The named ones, each once, and how many came without a name. */
export function namesOf(groups: readonly SegmentGroup[]): { named: SegmentGroup[]; anonymous: number } {
  const named = groups.filter(({ supporter }) => supporter.id !== null)
  return { named, anonymous: groups.length - named.length }
}

/** `3 without a name`. */
export function formatAnonymous(count: number): string {
  return count === 1 ? 'one without a name' : `${count} without a name`
}

/** Who gave: people by name, each once, and beside them the boosts of nobody in particular, who is no supporter. */
export function formatPeople(named: number, anonymous: number): string {
  if (named === 0 && anonymous > 0) return countOf(anonymous, 'boost without a name', 'boosts without a name')
  const people = countOf(named, 'supporter')
  return anonymous > 0 ? `${people} and ${formatAnonymous(anonymous)}` : people
}

/** What a host would say of a supporter's faithfulness: first boost or n-th, episodes in a row. */
export function formatHistory(
  { boost_count, episode_run }: SupporterHistory,
  boosts: readonly Pick<SegmentBoost, 'nth'>[],
): string[] {
  const ranks = boosts.flatMap(({ nth }) => nth ?? [])
  const nth = ranks.length > 0 ? Math.max(...ranks) : boost_count
  const isFirst = ranks.includes(1)
  const words = isFirst ? ['first boost'] : nth > 0 ? [`${formatRank(nth)} boost`] : []
  return episode_run > 1 ? [...words, `${episode_run} episodes in a row`] : words
}

/** `1st`, `2nd`, `11th`. */
export function formatRank(n: number): string {
  const ending = { one: 'st', two: 'nd', few: 'rd', other: 'th', many: 'th', zero: 'th' }
  return `${n}${ending[new Intl.PluralRules('en', { type: 'ordinal' }).select(n)]}`
}

/** What to look at before reading it aloud, in a few words. */
export function formatWarning({ kind, text }: Warning): string {
  if (kind === 'doubtful_claim') return text ? `claims ${formatCount(Number(text))}` : 'claim in doubt'
  if (kind === 'possible_double') return 'maybe there twice'
  if (kind === 'link') return 'holds a link'
  return kind === 'word_in_name' ? `name says “${text}”` : `says “${text}”`
}

/** What a host did with a boost, in a word or two: `marked read`, `moved`. */
export function formatAct({ status, starred, note, move, alone }: MarkSet): string {
  if (status !== undefined) return status === 'unread' ? 'marked unread' : STATUS_ACTS[status]
  if (starred !== undefined) return starred ? 'starred' : 'star taken away'
  if (note !== undefined) return 'a note'
  if (move !== undefined) return 'moved'
  return alone ? 'read alone' : 'read with the others'
}

const STATUS_ACTS = { read: 'marked read', skipped: 'skipped', held: 'held' }
