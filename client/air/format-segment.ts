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

const DAY_MS = 24 * 3600 * 1000

/** Numbers that are worth a word: 10, 25, 50, 75 and then every hundred. */
function isRound(n: number): boolean {
  return [10, 25, 50, 75].includes(n) || (n > 0 && n % 100 === 0)
}

/**
 * What is new to say of a supporter: a first boost, a round one, a round run of episodes, or that they are back after half a year
 * or more. Nothing where it is as ever: what stands on every turn nobody reads.
 */
export function formatHistory(
  { boost_count, episode_run, last_sent_at }: SupporterHistory,
  boosts: readonly Pick<SegmentBoost, 'nth' | 'sent_at'>[],
): string[] {
  const known = boosts.flatMap(({ nth }) => nth ?? [])
  const ranks = known.length > 0 ? known : boosts.length === 0 ? [boost_count] : []
  const words = ranks.includes(1) ? ['first boost'] : []
  const round = ranks.filter(isRound).map((nth) => `${formatRank(nth)} boost`)
  const run = isRound(episode_run) ? [`${episode_run} episodes in a row`] : []
  const [first] = boosts.map(({ sent_at }) => Date.parse(sent_at)).sort((a, b) => a - b)
  const away = last_sent_at && first !== undefined ? formatAway(first - Date.parse(last_sent_at)) : []
  return [...words, ...round, ...away, ...run]
}

/** `back after a year`, `back after 8 months`; nothing where it was less than half a year. */
function formatAway(ms: number): string[] {
  const months = Math.floor(ms / (30.4 * DAY_MS))
  const years = Math.floor(months / 12)
  if (months < 6) return []
  if (years === 0) return [`back after ${months} months`]
  return [years === 1 ? 'back after a year' : `back after ${years} years`]
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
export function formatAct({ status, starred, note, move, pinned, alone }: MarkSet): string {
  if (status !== undefined) return status === 'unread' ? 'marked unread' : STATUS_ACTS[status]
  if (starred !== undefined) return starred ? 'starred' : 'star taken away'
  if (note !== undefined) return 'a note'
  if (move !== undefined) return 'moved'
  if (pinned !== undefined) return pinned ? 'pinned' : 'unpinned'
  return alone ? 'read alone' : 'read with the others'
}

const STATUS_ACTS = { read: 'marked read', skipped: 'skipped', held: 'held' }
