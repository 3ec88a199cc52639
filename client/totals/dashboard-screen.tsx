import { t } from '#client/totals/words.ts'
import '#client/style/dashboard.css'
import { useEffect } from 'react'
import type { ShowJson } from '#api/contract/show.ts'
import type { View } from '#api/contract/totals-view.ts'
import { useFresh } from '#client/live/use-fresh.ts'
import { lastShow } from '#client/show/last-show.ts'
import { NoShow } from '#client/show/no-show.tsx'
import { useShows } from '#client/show/use-shows.ts'
import {
  type ChoiceChange,
  isWhole,
  onlyOf,
  type TotalsChoices,
  writeChoices,
} from '#client/totals/choices.ts'
import { ChoosePeriod } from '#client/totals/choose-period.tsx'
import { isNothing } from '#client/totals/figures.ts'
import { type MetricName, totalOf } from '#client/totals/metric.ts'
import { MetricSwitch } from '#client/totals/narrow/metric-switch.tsx'
import { OnlyBar } from '#client/totals/narrow/only-bar.tsx'
import { Breakdown } from '#client/totals/part/breakdown.tsx'
import { Changed } from '#client/totals/part/changed.tsx'
import { Figures } from '#client/totals/part/figures.tsx'
import { Goals } from '#client/totals/part/goals.tsx'
import { Hours } from '#client/totals/part/hours.tsx'
import { Leaders } from '#client/totals/part/leaders.tsx'
import { Records } from '#client/totals/part/records.tsx'
import { Releases } from '#client/totals/part/releases.tsx'
import { Returning } from '#client/totals/part/returning.tsx'
import { Trend } from '#client/totals/part/trend.tsx'
import { daysOf, todayIn } from '#client/totals/periods.ts'
import { useChoices } from '#client/totals/use-choices.ts'
import { TOTALS, useTotals } from '#client/totals/use-totals.ts'
import { useView } from '#client/totals/use-view.ts'
import { Button } from '#client/ui/button.tsx'
import { CopyButton } from '#client/ui/copy-button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Head } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** How a show does: its numbers beside those of the period before, as plots and tables that narrow each other. */
export default function DashboardScreen() {
  const { choices, choose } = useChoices()
  const shows = useShows()
  const listed = (shows.data ?? []).filter(({ set_aside }) => !set_aside)
  const asked = choices.show ?? lastShow.get()
  const show = shows.data?.find(({ slug }) => slug === asked) ?? listed[0]
  const isKept = show !== undefined && !show.provisional && !show.set_aside
  useEffect(() => {
    if (show && isKept) lastShow.set(show.slug)
  }, [show, isKept])
  if (show) return <Dashboard key={show.slug} show={show} shows={listed} choices={choices} choose={choose} />
  return (
    <>
      <Head title={t('Dashboard')} />
      <ErrorNote error={shows.error} onRetry={() => shows.refetch()} />
      {shows.isPending && <Skeleton />}
      {shows.isSuccess && (
        <NoShow>
          {t('What your show receives will be here, as sums and charts, once there is a show of yours.')}
        </NoShow>
      )}
    </>
  )
}

type Props = {
  show: ShowJson
  shows: readonly ShowJson[]
  choices: TotalsChoices
  choose: (change: ChoiceChange) => void
}

function Dashboard({ show, shows, choices, choose }: Props) {
  const today = todayIn(show.time_zone)
  const months = useTotals(show.slug, '/months', {})
  const first = months.data?.items[0]?.month
  const since = first === undefined ? undefined : `${first}-01`
  const view = useView(show.slug, choices, today, since)
  useFresh(show.slug, [TOTALS, show.slug])
  const isEver = months.isSuccess && first === undefined
  return (
    <div className="dashboard">
      <Head title={t('Dashboard')} {...(shows.length > 1 ? {} : { meta: show.title })}>
        <CopyButton text={linkTo(show.slug, choices)}>{t('Copy link')}</CopyButton>
      </Head>
      <ChoosePeriod show={show} shows={shows} choices={choices} choose={choose} />
      <OnlyBar only={onlyOf(choices)} choose={choose} />
      <ErrorNote error={view.error} onRetry={() => view.refetch()} />
      {view.isPending && <Skeleton />}
      {view.data && isNothing(view.data) && (
        <Nothing isEver={isEver || choices.period === 'all'} choices={choices} choose={choose} />
      )}
      {view.data && (!isNothing(view.data) || !isEver) && (
        <Parts
          show={show.slug}
          choices={choices}
          today={today}
          since={since}
          view={view.data}
          choose={choose}
        />
      )}
    </div>
  )
}

/** The page as it is, for others of the studio, also where the show is only the last one here. */
function linkTo(show: string, choices: TotalsChoices): string {
  return `${location.origin}${location.pathname}?${writeChoices({ ...choices, show })}`
}

function Nothing({ isEver, choices, choose }: { isEver: boolean } & Pick<Props, 'choices' | 'choose'>) {
  const isNarrow = !isWhole(choices)
  if (isEver && !isNarrow)
    return <Empty>{t('What this show receives will be here with its first payment.')}</Empty>
  return (
    <Empty>
      {isNarrow ? t('Nothing of this came in these days.') : t('Nothing came in these days.')}{' '}
      {choices.period !== 'all' && (
        <Button onClick={() => choose({ period: 'all' })}>{t('Show all time')}</Button>
      )}
    </Empty>
  )
}

function Parts({
  show,
  choices,
  today,
  since,
  view,
  choose,
}: {
  show: string
  choices: TotalsChoices
  today: string
  since: string | undefined
  view: View
  choose: (change: ChoiceChange) => void
}) {
  const isAll = isWhole(choices)
  const about = { show, choices, today, choose }
  const has = (metric: MetricName) => metric !== 'minutes' || totalOf(metric, view.figures) > 0
  if (isNothing(view))
    return isAll ? (
      <>
        <Goals show={show} today={today} />
        <Returning show={show} today={today} choose={choose} />
      </>
    ) : null
  return (
    <>
      <Figures show={show} choices={choices} today={today} view={view} />
      <MetricSwitch metric={choices.metric} has={has} onChoose={(metric) => choose({ metric })} />
      <Trend view={view} choices={choices} today={today} since={since} choose={choose} />
      <Changed show={show} choices={choices} today={today} view={view} />
      {isAll && <Goals show={show} today={today} />}
      {isAll && (
        <Releases
          show={show}
          metric={choices.metric}
          onChoose={(episode) => choose({ episode, period: 'all' })}
        />
      )}
      <div className="dashboard-pair">
        <Breakdown part="episode" {...about} />
        <Breakdown part="app" {...about} />
      </div>
      {isAll ? <Leaders {...about} /> : <Breakdown part="supporter" {...about} />}
      <Hours {...about} />
      <div className="dashboard-pair">
        <Breakdown part="rail" {...about} />
        <Breakdown part="wallet" {...about} />
      </div>
      {isAll && <Returning show={show} today={today} choose={choose} />}
      {isAll && <Records show={show} days={daysOf(choices, today)} />}
    </>
  )
}
