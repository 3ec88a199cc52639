import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { t } from '#client/episode/words.ts'
import { formatDay } from '#client/format/day.ts'
import { get } from '#client/lib/request.ts'
import { useMay } from '#client/person/use-me.ts'
import { Joined } from '#client/show/join/joined.tsx'
import { useChosenShow } from '#client/show/use-chosen-show.ts'
import type { TotalsChoices } from '#client/totals/choices.ts'
import type { MetricName } from '#client/totals/metric.ts'
import { MetricSwitch } from '#client/totals/narrow/metric-switch.tsx'
import { Breakdown } from '#client/totals/part/breakdown.tsx'
import { Compare } from '#client/totals/part/compare.tsx'
import { ReleaseFigures } from '#client/totals/part/release-figures.tsx'
import { Trend } from '#client/totals/part/trend.tsx'
import { todayIn } from '#client/totals/periods.ts'
import { useReleases, useView } from '#client/totals/use-view.ts'
import { Back } from '#client/ui/back.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Head } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** One episode: what it brought, how that stands to the ones around it, by whom and by what. */
export function EpisodePage({ id }: { id: string }) {
  const { slug, show } = useChosenShow()
  const episode = useQuery({
    queryKey: ['episodes', 'one', id],
    queryFn: ({ signal }) => get('/episodes/{id}', { id, signal }),
  })
  const { data } = episode
  const mayEdit = useMay('edit')
  return (
    <div className="dashboard">
      <Back to={slug ? `/episodes?show=${slug}` : '/episodes'}>{t('Episodes')}</Back>
      <ErrorNote error={episode.error} onRetry={() => episode.refetch()} />
      {episode.isPending && <Skeleton rows={5} />}
      {data && (
        <Head
          title={data.title ?? t('Untitled episode')}
          meta={data.published_at ? formatDay(data.published_at) : t('no date')}
        />
      )}
      {data?.joins?.map((join) => (
        <Joined key={join.id} episode={data.id} join={join} title={join.title} mayEdit={mayEdit} />
      ))}
      {data && show && <Brought id={data.id} show={show.slug} today={todayIn(show.time_zone)} />}
    </div>
  )
}

function Brought({ id, show, today }: { id: string; show: string; today: string }) {
  const [metric, choose] = useState<MetricName>('sats')
  const choices: TotalsChoices = { show, period: 'all', metric, episode: id }
  const releases = useReleases(show, { last: 11, episode: id })
  const items = releases.data?.items ?? []
  const own = items.find(({ episode }) => episode.id === id)
  const others = items.filter((one) => one !== own)
  const since = own?.published_at?.slice(0, 10)
  const view = useView(show, choices, today, since)
  const about = { show, choices, today }
  return (
    <>
      <p className="episode-ways">
        <Link href={`/boosts?show=${show}&episode=${id}`}>{t('Its boosts')}</Link>
        <Link href={`/dashboard?show=${show}&period=all&episode=${id}`}>{t('On the dashboard')}</Link>
      </p>
      <ErrorNote error={releases.error ?? view.error} onRetry={() => releases.refetch()} />
      {releases.isPending && <Skeleton rows={3} />}
      {own && <ReleaseFigures own={own} others={others} />}
      <MetricSwitch
        metric={metric}
        has={(name) => name !== 'minutes' || (own?.minutes ?? 0) > 0}
        onChoose={choose}
      />
      {own && others.length > 0 && <Compare metric={metric} releases={[own, ...others]} />}
      {view.data && view.data.days.length > 0 && (
        <Trend view={view.data} choices={choices} today={today} since={since} />
      )}
      <div className="dashboard-pair">
        <Breakdown part="app" {...about} />
        <Breakdown part="rail" {...about} />
      </div>
      <Breakdown part="supporter" {...about} />
    </>
  )
}
