import type { SegmentBoost, SupporterHistory } from '#api/contract/air/section.ts'

/** What a host would say of a supporter's faithfulness: first boost or n-th, episodes in a row. */
export function sayHistory(
  { boost_count, episode_run }: SupporterHistory,
  boosts: readonly Pick<SegmentBoost, 'nth'>[],
): string[] {
  const ranks = boosts.flatMap(({ nth }) => nth ?? [])
  const nth = ranks.length > 0 ? Math.max(...ranks) : boost_count
  const isFirst = ranks.includes(1)
  const words = isFirst ? ['first boost'] : nth > 0 ? [`${sayRank(nth)} boost`] : []
  return episode_run > 1 ? [...words, `${episode_run} episodes in a row`] : words
}

/** `1st`, `2nd`, `11th`. */
export function sayRank(n: number): string {
  const ending = { one: 'st', two: 'nd', few: 'rd', other: 'th', many: 'th', zero: 'th' }
  return `${n}${ending[new Intl.PluralRules('en', { type: 'ordinal' }).select(n)]}`
}
