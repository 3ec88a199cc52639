import type { MarkSet } from '#api/contract/air/mark.ts'
import type { SegmentBoost, SegmentGroup, SupporterHistory, Warning } from '#api/contract/air/section.ts'
import { t } from '#client/air/words.ts'
import { formatCount } from '#client/format/sats.ts'
import { language } from '#client/language/language.ts'

/** What a segment is called: `458` is an episode's number. */
export function formatTitle(title: string): string {
  return /^\d+$/.test(title) ? t('episode {title}', { title }) : title
}

/** The named ones, each once, and how many came without a name. */
export function namesOf(groups: readonly SegmentGroup[]): { named: SegmentGroup[]; anonymous: number } {
  const named = groups.filter(({ supporter }) => supporter.id !== null)
  return { named, anonymous: groups.length - named.length }
}

/** `3 without a name`. */
export function formatAnonymous(count: number): string {
  return t('{count, plural, one {one without a name} other {# without a name}}', { count })
}

/** Who gave: people by name, each once, and beside them the boosts of nobody in particular, who is no supporter. */
export function formatPeople(named: number, anonymous: number): string {
  if (named === 0 && anonymous > 0)
    return t('{anonymous, plural, one {# boost without a name} other {# boosts without a name}}', {
      anonymous,
    })
  const people = t('{named, plural, one {# supporter} other {# supporters}}', { named })
  return anonymous > 0
    ? t('{people} and {anonymous}', { people, anonymous: formatAnonymous(anonymous) })
    : people
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
  const words = ranks.includes(1) ? [t('first boost')] : []
  const round = ranks.filter(isRound).map((nth) => t('{rank} boost', { rank: formatRank(nth) }))
  const run = isRound(episode_run) ? [t('{episodeRun} episodes in a row', { episodeRun: episode_run })] : []
  const [first] = boosts.map(({ sent_at }) => Date.parse(sent_at)).sort((a, b) => a - b)
  const away = last_sent_at && first !== undefined ? formatAway(first - Date.parse(last_sent_at)) : []
  return [...words, ...round, ...away, ...run]
}

/** `back after a year`, `back after 8 months`; nothing where it was less than half a year. */
function formatAway(ms: number): string[] {
  const months = Math.floor(ms / (30.4 * DAY_MS))
  const years = Math.floor(months / 12)
  if (months < 6) return []
  if (years === 0) return [t('back after {months} months', { months })]
  return [t('{years, plural, one {back after a year} other {back after # years}}', { years })]
}

/** `1st`, `2nd`, `11th`; other languages have one ending for all. */
export function formatRank(n: number): string {
  if (language !== 'en') return t('{n}th', { n })
  const ending = { one: 'st', two: 'nd', few: 'rd', other: 'th', many: 'th', zero: 'th' }
  return `${n}${ending[new Intl.PluralRules('en', { type: 'ordinal' }).select(n)]}`
}

/** What to look at before reading it aloud, in a few words. */
export function formatWarning({ kind, text }: Warning): string {
  if (kind === 'doubtful_claim')
    return text ? t('claims {amount}', { amount: formatCount(Number(text)) }) : t('claim in doubt')
  if (kind === 'possible_double') return t('maybe there twice')
  if (kind === 'link') return t('holds a link')
  return kind === 'word_in_name'
    ? t('name says “{text}”', { text: text ?? '' })
    : t('says “{text}”', { text: text ?? '' })
}

/** What a host did with a boost, in a word or two: `marked read`, `moved`. */
export function formatAct({ status, starred, note, move, pinned, alone }: MarkSet): string {
  if (status !== undefined) return status === 'unread' ? t('marked unread') : STATUS_ACTS[status]
  if (starred !== undefined) return starred ? t('starred') : t('star taken away')
  if (note !== undefined) return t('a note')
  if (move !== undefined) return t('moved')
  if (pinned !== undefined) return pinned ? t('pinned') : t('unpinned')
  return alone ? t('read alone') : t('read with the others')
}

/** What became of a boost, as a chip says it. */
export const STATUS_WORDS = { read: t('read'), skipped: t('skipped'), held: t('held') }
const STATUS_ACTS = { read: t('marked read'), skipped: t('skipped'), held: t('held') }
