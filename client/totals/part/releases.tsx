import { useState } from 'react'
import { Link } from 'wouter'
import { formatDay } from '#client/format/day.ts'
import { METRIC, type MetricName } from '#client/totals/metric.ts'
import { Compare } from '#client/totals/part/compare.tsx'
import { MetricBars } from '#client/totals/plot/metric-bars.tsx'
import { barOf, type Release, sayBest } from '#client/totals/release.ts'
import { useReleases } from '#client/totals/use-view.ts'
import { t } from '#client/totals/words.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Sats } from '#client/ui/sats.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'
import { type Column, Table } from '#client/ui/table.tsx'

const COUNTS = [10, 25, 50] as const
const WINDOWS = [
  { days: 3, name: t('Their first 3 days') },
  { days: 7, name: t('Their first 7 days') },
  { days: 30, name: t('Their first 30 days') },
  { days: 0, name: t('Ever since') },
]

/** What the last episodes brought since each was released, the most said in words; of any period. */
export function Releases({
  show,
  metric,
  onChoose,
}: {
  show: string
  metric: MetricName
  onChoose: (episode: string) => void
}) {
  const [last, setLast] = useState<number>(COUNTS[0])
  const [days, setDays] = useState(0)
  const { data, error, isPending, refetch } = useReleases(show, { last, ...(days > 0 ? { days } : {}) })
  if (error) return <ErrorNote error={error} onRetry={refetch} />
  if (isPending) return <Skeleton rows={3} />
  if (data.items.length === 0) return null
  const inOrder = data.items.toReversed()
  return (
    <div className="releases">
      <MetricBars
        title={t('{name} of the last {count, plural, one {episode} other {# episodes}}', {
          name: METRIC[metric].name,
          count: data.items.length,
        })}
        first={t('Episode')}
        metric={metric}
        bars={inOrder.map(barOf)}
        choice={t('only this episode')}
        onChoose={({ key }) => onChoose(key)}
      />
      <p className="releases-best" role="status">
        {sayBest(metric, data.items, days)}
      </p>
      <div className="dashboard-choices">
        <select
          className="input select"
          aria-label={t('How many episodes')}
          value={last}
          onChange={({ target }) => setLast(Number(target.value))}
        >
          {COUNTS.map((count) => (
            <option key={count} value={count}>
              {t('Last {count}', { count })}
            </option>
          ))}
        </select>
        <select
          className="input select"
          aria-label={t('Of which days')}
          value={days}
          onChange={({ target }) => setDays(Number(target.value))}
        >
          {WINDOWS.map(({ days: value, name }) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <ReleaseTable show={show} items={data.items} />
      {data.items.length > 1 && <Compare metric={metric} releases={data.items} />}
    </div>
  )
}

function ReleaseTable({ show, items }: { show: string; items: readonly Release[] }) {
  const columns: Column<Release>[] = [
    {
      title: t('Episode'),
      cell: ({ episode, published_at }) => (
        <>
          <Link href={`/episodes/${episode.id}?show=${show}`} dir="auto" className="part-name">
            {episode.title ?? t('Untitled episode')}
          </Link>{' '}
          <span className="meta">{published_at ? formatDay(published_at) : t('no date')}</span>
        </>
      ),
    },
    { title: t('Boosts'), align: 'end', cell: ({ boosts }) => boosts },
    {
      title: t('Sats'),
      align: 'end',
      cell: ({ boosted_msat, streamed_msat }) => <Sats msat={boosted_msat + streamed_msat} unit={false} />,
    },
    { title: t('Supporters'), align: 'end', cell: ({ supporters }) => supporters },
    { title: t('New'), align: 'end', cell: ({ new_supporters }) => new_supporters },
  ]
  return (
    <details className="fold plot-table">
      <summary>{t('Each of them, with its page')}</summary>
      <Table
        caption={t('Last episodes')}
        columns={columns}
        rows={items}
        keyOf={({ episode }) => episode.id}
      />
    </details>
  )
}
