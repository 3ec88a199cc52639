import type { View } from '#api/contract/totals-view.ts'
import { bucketsOf, daysOfBucket, formatBucket, grainOf, shortBucket } from '#client/totals/buckets.ts'
import type { ChoiceChange, TotalsChoices } from '#client/totals/choices.ts'
import { METRIC } from '#client/totals/metric.ts'
import { daysOf, formatBefore } from '#client/totals/periods.ts'
import { type MetricBar, MetricBars } from '#client/totals/plot/metric-bars.tsx'
import { t } from '#client/totals/words.ts'

const FIRST = { day: t('Day'), week: t('Week'), month: t('Month') }

/** The metric by day, week or month, the period before as a line; a bar leads to its days. */
export function Trend({
  view,
  choices,
  today,
  since,
  choose,
}: {
  view: View
  choices: TotalsChoices
  today: string
  /** The first day that there is anything of, where the period has no beginning. */
  since: string | undefined
  /** What a bar does; without it, it is read out alone. */
  choose?: (change: ChoiceChange) => void
}) {
  const asked = daysOf(choices, today)
  const days = { ...asked, to: asked.to !== undefined && asked.to > today ? today : asked.to }
  const grain = grainOf({ ...days, from: days.from ?? since }, today)
  const ghost = formatBefore(choices) ?? undefined
  const before = view.before ? bucketsOf(view.before_days, grain, view.before) : []
  const bars = bucketsOf(view.days, grain, days).map((bucket, at) => ({
    ...bucket,
    key: bucket.day,
    tick: shortBucket(bucket.day, grain),
    name: formatBucket(bucket.day, grain),
    before: before[at] ?? null,
  }))
  return (
    <MetricBars
      title={t('{name} per {grain, select, day {day} week {week} other {month}}', {
        name: METRIC[choices.metric].name,
        grain,
      })}
      first={FIRST[grain]}
      metric={choices.metric}
      bars={bars}
      ghost={view.before ? ghost : undefined}
      {...(choose
        ? {
            choice: t('only these days'),
            onChoose: ({ key }: MetricBar) => choose({ period: 'days', ...daysOfBucket(key, grain, days) }),
          }
        : {})}
    />
  )
}
