import type { Figures } from '#api/contract/totals-view.ts'
import { formatCount, formatSats } from '#client/format/sats.ts'
import { formatAxisCount, formatAxisSats } from '#client/totals/plot/format-axis.ts'

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

const count = (name: string, one: string, color: Series['color'], of: Series['of']): Metric => ({
  name,
  series: [{ color, name, of }],
  unit: 1,
  formatAxis: formatAxisCount,
  say: (value) => `${formatCount(value)} ${value === 1 ? one : `${one}s`}`,
})

export const METRIC: Record<MetricName, Metric> = {
  sats: {
    name: 'Sats',
    series: [
      { color: 'sat-fill', name: 'Boosted', of: ({ boosted_msat }) => boosted_msat },
      { color: 'link', name: 'Streamed', of: ({ streamed_msat }) => streamed_msat },
    ],
    unit: 1000,
    formatAxis: formatAxisSats,
    say: (msat) => `${formatSats(msat)} sats`,
  },
  boosts: count('Boosts', 'boost', 'sat-fill', ({ boosts }) => boosts),
  supporters: count('Supporters', 'supporter', 'text', ({ supporters }) => supporters),
  new: count('New supporters', 'new supporter', 'text', ({ new_supporters }) => new_supporters),
  minutes: count('Minutes streamed', 'minute', 'link', ({ minutes }) => minutes),
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
  return `${formatSats(boosted_msat)} sats in ${METRIC.boosts.say(boosts)}, ${formatSats(streamed_msat)} streamed`
}
