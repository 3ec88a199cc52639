import '#client/style/dashboard.css'
import type { ShowJson } from '#api/contract/show.ts'
import { NoShow } from '#client/show/no-show.tsx'
import { useShows } from '#client/show/use-shows.ts'
import type { TotalsChoices } from '#client/totals/choices.ts'
import { ChoosePeriod } from '#client/totals/choose-period.tsx'
import { isNothing } from '#client/totals/figures.ts'
import { Days } from '#client/totals/part/days.tsx'
import { Episodes } from '#client/totals/part/episodes.tsx'
import { Figures } from '#client/totals/part/figures.tsx'
import { Hours } from '#client/totals/part/hours.tsx'
import { Leaders } from '#client/totals/part/leaders.tsx'
import { Records } from '#client/totals/part/records.tsx'
import { Supporters } from '#client/totals/part/supporters.tsx'
import { Apps, Rails, Wallets } from '#client/totals/part/where.tsx'
import { daysOf } from '#client/totals/periods.ts'
import { useChoices } from '#client/totals/use-choices.ts'
import { useFreshTotals } from '#client/totals/use-fresh-totals.ts'
import { useTotals } from '#client/totals/use-totals.ts'
import { Empty } from '#client/ui/empty.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Head } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** What a show received: its sums, as plots and as tables, for a period of one's choice. */
export default function DashboardScreen() {
  const { choices, choose } = useChoices()
  const shows = useShows()
  const listed = (shows.data ?? []).filter(({ set_aside }) => !set_aside)
  const show = shows.data?.find(({ slug }) => slug === choices.show) ?? listed[0]
  if (show) return <Dashboard key={show.slug} show={show} shows={listed} choices={choices} choose={choose} />
  return (
    <>
      <Head title="Dashboard" />
      <ErrorNote error={shows.error} onRetry={() => shows.refetch()} />
      {shows.isPending && <Skeleton />}
      {shows.isSuccess && (
        <NoShow>
          What your show receives will be here, as sums and charts, once there is a show of yours.
        </NoShow>
      )}
    </>
  )
}

type Props = {
  show: ShowJson
  shows: readonly ShowJson[]
  choices: TotalsChoices
  choose: (change: Partial<TotalsChoices>) => void
}

function Dashboard({ show, shows, choices, choose }: Props) {
  const days = daysOf(choices)
  const totals = useTotals(show.slug, '', days)
  useFreshTotals(show.slug)
  return (
    <div className="dashboard">
      <Head title="Dashboard" {...(shows.length > 1 ? {} : { meta: show.title })} />
      <ChoosePeriod show={show} shows={shows} choices={choices} choose={choose} />
      <ErrorNote error={totals.error} onRetry={() => totals.refetch()} />
      {totals.isPending && <Skeleton />}
      {totals.data && isNothing(totals.data) && (
        <Empty>
          {choices.period === 'all'
            ? 'What this show receives will be here with its first payment.'
            : 'Nothing came in these days.'}
        </Empty>
      )}
      {totals.data && !isNothing(totals.data) && (
        <>
          <Figures show={show.slug} days={days} totals={totals.data} />
          <Parts show={show.slug} choices={choices} />
        </>
      )}
    </div>
  )
}

function Parts({ show, choices }: { show: string; choices: TotalsChoices }) {
  const days = daysOf(choices)
  return (
    <>
      <Records show={show} days={days} />
      <Episodes show={show} days={days} />
      <Days show={show} days={days} />
      <Supporters show={show} days={days} />
      <Leaders show={show} choices={choices} />
      <Hours show={show} days={days} />
      <div className="dashboard-pair">
        <Apps show={show} days={days} />
        <Wallets show={show} days={days} />
      </div>
      <Rails show={show} days={days} />
    </>
  )
}
