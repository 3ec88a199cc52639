import { bucketsOf, formatBucket, grainOf, shortBucket } from '#client/totals/buckets.ts'
import type { Days as Period } from '#client/totals/periods.ts'
import { SatsBars } from '#client/totals/plot/sats-bars.tsx'
import { useTotals } from '#client/totals/use-totals.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

const FIRST = { day: 'Day', week: 'Week', month: 'Month' }

/** Sats per day; of years, per week or month. */
export function Days({ show, days }: { show: string; days: Period }) {
  const { data, error, isPending, refetch } = useTotals(show, '/days', days)
  if (error) return <ErrorNote error={error} onRetry={refetch} />
  if (isPending) return <Skeleton rows={3} />
  const grain = grainOf(data.items)
  const bars = bucketsOf(data.items, grain).map((bucket) => ({
    ...bucket,
    key: bucket.day,
    tick: shortBucket(bucket.day, grain),
    name: formatBucket(bucket.day, grain),
  }))
  return <SatsBars title={`Sats per ${grain}`} first={FIRST[grain]} bars={bars} />
}
