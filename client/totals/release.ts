import type { Releases } from '#api/contract/totals-view.ts'
import { shortEpisode } from '#client/format/episode.ts'
import { inSentence } from '#client/language/in-sentence.ts'
import { language } from '#client/language/language.ts'
import { type Counted, METRIC, type MetricName, totalOf } from '#client/totals/metric.ts'
import { t } from '#client/totals/words.ts'

export type Release = Releases['items'][number]

/** Longer than this nothing comes for an episode as a rule. */
export const MOST_DAYS = 60

export function nameOf({ episode }: Pick<Release, 'episode'>): string {
  return episode.title ?? t('Untitled episode')
}

/** An episode as a bar. */
export function barOf({
  episode,
  ...figures
}: Release): Counted & { key: string; tick: string; name: string } {
  const title = nameOf({ episode })
  const short = shortEpisode(title)
  return {
    ...figures,
    key: episode.id,
    tick: short.length > 10 ? `${short.slice(0, 9)}…` : short,
    name: title,
  }
}

/** Which episode brought most, in words. @param days of each that count; 0: all */
export function sayBest(metric: MetricName, items: readonly Release[], days: number): string {
  const most = Math.max(...items.map((item) => totalOf(metric, item)))
  if (most <= 0) {
    const name = inSentence(METRIC[metric].name)
    return days > 0
      ? t('None of these brought any {name} in those days.', { name })
      : t('None of these brought any {name}.', { name })
  }
  const best = items
    .filter((item) => totalOf(metric, item) === most)
    .map((item) => t('“{title}”', { title: nameOf(item) }))
  const number = METRIC[metric].say(most)
  if (items.length === 1) return t('{best} brought {number}.', { best: best[0] ?? '', number })
  if (best.length === 1) return t('{best} brought most: {number}.', { best: best[0] ?? '', number })
  const names =
    best.length > 3
      ? t('{count} of these', { count: best.length })
      : new Intl.ListFormat(language).format(best)
  return t('{names} brought most: {number} each.', { names, number })
}

/** What an episode had brought in all by the end of each of its days so far. */
export function growthOf(metric: MetricName, { days, days_out }: Release): number[] {
  const bySince = new Map(days.map((day) => [day.since, totalOf(metric, day)]))
  const most = Math.min(MOST_DAYS, Math.max(days_out, 1))
  let sum = 0
  return Array.from({ length: most }, (_, since) => {
    sum += bySince.get(since) ?? 0
    return sum
  })
}

/**
 * What an episode had brought after as many days as can be compared, beside the median of the others that have been out as long. Null
 * where there are fewer than three.
 */
export function usualOf(
  metric: MetricName,
  own: Release,
  others: readonly Release[],
): { own: number; others: number; days: number } | null {
  const growth = growthOf(metric, own)
  const days = growth.length
  const grown = others
    .map((other) => growthOf(metric, other))
    .filter((values) => values.length >= days)
    .map((values) => values[days - 1] ?? 0)
    .sort((a, b) => a - b)
  const [low, high] = [grown[(grown.length - 1) >> 1], grown[grown.length >> 1]]
  if (grown.length < 3 || low === undefined || high === undefined) return null
  return { own: growth[days - 1] ?? 0, others: Math.round((low + high) / 2), days }
}
