import type { Figures } from '#api/contract/totals-view.ts'
import { formatSats } from '#client/format/sats.ts'
import { formatAxisCount, formatAxisSats } from '#client/totals/plot/format-axis.ts'
import { t } from '#client/totals/words.ts'

/** What plots of the dashboard can show. */
export const METRICS = ['sats', 'boosts', 'supporters', 'new', 'minutes'] as const
export type MetricName = (typeof METRICS)[number]

export type Counted = Figures & { supporters: number; new_supporters: number }
type Series = {
  color: 'sat-fill' | 'link' | 'text' | 'faint'
  name: string
  of: (figures: Counted) => number
}

export type Metric = {
  name: string
  /** Stacked, the first at the bottom. */
  series: readonly Series[]
  /** The least that is counted. */
  unit: number
  formatAxis: (value: number) => string
  /** A number of it in words: `12 new supporters`. */
  say: (value: number) => string
}

const count = (name: string, say: Metric['say'], color: Series['color'], of: Series['of']): Metric => ({
  name,
  series: [{ color, name, of }],
  unit: 1,
  formatAxis: formatAxisCount,
  say,
})

export const METRIC: Record<MetricName, Metric> = {
  sats: {
    name: t('Sats'),
    series: [
      { color: 'sat-fill', name: t('Boosted'), of: ({ boosted_msat }) => boosted_msat },
      { color: 'link', name: t('Streamed'), of: ({ streamed_msat }) => streamed_msat },
    ],
    unit: 1000,
    formatAxis: formatAxisSats,
    say: (msat) => t('{amount} sats', { amount: formatSats(msat) }),
  },
  boosts: count(
    t('Boosts'),
    (count) => t('{count, plural, one {# boost} other {# boosts}}', { count }),
    'sat-fill',
    ({ boosts }) => boosts,
  ),
  supporters: count(
    t('Supporters'),
    (count) => t('{count, plural, one {# supporter} other {# supporters}}', { count }),
    'text',
    ({ supporters }) => supporters,
  ),
  new: count(
    t('New supporters'),
    (count) => t('{count, plural, one {# new supporter} other {# new supporters}}', { count }),
    'text',
    ({ new_supporters }) => new_supporters,
  ),
  minutes: count(
    t('Minutes streamed'),
    (count) => t('{count, plural, one {# minute} other {# minutes}}', { count }),
    'link',
    ({ minutes }) => minutes,
  ),
}

export function isMetric(value: string | null): value is MetricName {
  return METRICS.some((name) => name === value)
}

/** All series of a metric together. */
export function totalOf(metric: MetricName, figures: Counted): number {
  return METRIC[metric].series.reduce((sum, { of }) => sum + of(figures), 0)
}

/** What something comes to, in words: for sats with the boosts and streams apart. */
export function sayFigures(metric: MetricName, figures: Counted): string {
  if (metric !== 'sats') return METRIC[metric].say(totalOf(metric, figures))
  const { boosts, boosted_msat, streamed_msat } = figures
  return t('{boosted} sats in {boosts}, {streamed} streamed', {
    boosted: formatSats(boosted_msat),
    boosts: METRIC.boosts.say(boosts),
    streamed: formatSats(streamed_msat),
  })
}
