import { useState } from 'react'
import { formatBucket, shortBucket } from '#client/totals/buckets.ts'
import type { ChoiceChange } from '#client/totals/choices.ts'
import { type Cohort, cohortsOf, keptOf, type MonthPeople, monthsOf } from '#client/totals/cohorts.ts'
import { BarPlot } from '#client/totals/plot/bar-plot.tsx'
import { formatAxisCount } from '#client/totals/plot/format-axis.ts'
import { PlotFigure } from '#client/totals/plot/plot-figure.tsx'
import { drawGrid, type Legend } from '#client/totals/save/picture.ts'
import { useCohorts } from '#client/totals/use-view.ts'
import { t } from '#client/totals/words.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'
import { type Column, Table } from '#client/ui/table.tsx'

type Props = { show: string; today: string; choose: (change: ChoiceChange) => void }

/** Who comes new and who comes back, month by month, of all time and of everything. */
export function Returning({ show, today, choose }: Props) {
  const { data, error, isPending, refetch } = useCohorts(show)
  if (error) return <ErrorNote error={error} onRetry={refetch} />
  if (isPending) return <Skeleton rows={3} />
  if (data.items.length === 0) return null
  const cohorts = cohortsOf(data.items, today)
  return (
    <>
      <Months months={monthsOf(data.items, today)} choose={choose} />
      {cohorts.some(({ kept }) => kept.length > 1) && <CohortGrid cohorts={cohorts} />}
    </>
  )
}

const MONTHS = t('New and returning supporters per month')
const LEGEND: Legend = [
  { color: 'text', name: t('New') },
  { color: 'faint', name: t('Back again') },
]

function Months({ months, choose }: { months: readonly MonthPeople[]; choose: Props['choose'] }) {
  const [index, setIndex] = useState<number | null>(null)
  const month = index === null ? undefined : months[index]
  const columns: Column<MonthPeople>[] = [
    { title: t('Month'), cell: (row) => formatBucket(`${row.month}-01`, 'month') },
    { title: t('New'), align: 'end', cell: ({ fresh }) => fresh },
    { title: t('Back again'), align: 'end', cell: ({ back }) => back },
  ]
  return (
    <PlotFigure
      title={MONTHS}
      legend={LEGEND}
      said={month ? sayMonth(month) : null}
      table={() => <Table caption={MONTHS} columns={columns} rows={months} keyOf={(row) => row.month} />}
      sheet={() => ({
        head: [t('Month'), t('New'), t('Back again')],
        rows: months.map((row) => [row.month, row.fresh, row.back]),
      })}
    >
      <BarPlot
        label={MONTHS}
        ticks={months.map((row) => shortBucket(`${row.month}-01`, 'month'))}
        series={[
          { color: 'text', values: months.map(({ fresh }) => fresh) },
          { color: 'faint', values: months.map(({ back }) => back) },
        ]}
        unit={1}
        formatValue={formatAxisCount}
        index={index}
        said={
          month ? t('{month}. Enter: only this month', { month: sayMonth(month) }) : t('Use the arrow keys')
        }
        onIndex={setIndex}
        onChoose={(at) => choose({ period: months[at]?.month, from: undefined, to: undefined })}
      />
    </PlotFigure>
  )
}

function sayMonth({ month, fresh, back }: MonthPeople): string {
  return t('{bucket}: {fresh, plural, one {# new supporter} other {# new supporters}}, {back} back again', {
    bucket: formatBucket(`${month}-01`, 'month'),
    fresh,
    back,
  })
}

const COHORTS = t('Who came back')
const IN_COLOURS = t('{cohorts}, in colours', { cohorts: COHORTS })

/** By the month in which they first gave, which part of them gave again in each month since. */
function CohortGrid({ cohorts }: { cohorts: readonly Cohort[] }) {
  const width = Math.max(...cohorts.map(({ kept }) => kept.length))
  const since = Array.from({ length: width }, (_, at) => at)
  const kept = keptOf(cohorts)
  const columns: Column<Cohort>[] = [
    { title: t('First gave in'), cell: ({ month }) => formatBucket(`${month}-01`, 'month') },
    { title: t('Supporters'), align: 'end', cell: ({ size }) => size },
    ...since.slice(1).map(
      (at): Column<Cohort> => ({
        title: at === 1 ? t('A month later') : t('{at} months later', { at }),
        align: 'end',
        cell: (cohort) => percent(cohort.kept[at]),
      }),
    ),
  ]
  return (
    <PlotFigure
      title={COHORTS}
      note={
        kept === null
          ? t('By the month in which they first gave')
          : t('{percent} of new supporters gave again in the month after', { percent: percent(kept) })
      }
      said={null}
      table={() => (
        <Table caption={COHORTS} scrolls columns={columns} rows={cohorts} keyOf={({ month }) => month} />
      )}
      sheet={() => ({
        head: [
          t('First gave in'),
          t('Supporters'),
          ...since.slice(1).map((at) => t('{at} months later', { at })),
        ],
        rows: cohorts.map((cohort) => [
          cohort.month,
          cohort.size,
          ...since.slice(1).map((at) => {
            const part = cohort.kept[at]
            return part === undefined || part === null ? null : Math.round(part * cohort.size)
          }),
        ]),
      })}
      picture={() =>
        drawGrid({
          rows: cohorts.map(({ month }) => formatBucket(`${month}-01`, 'month')),
          columns: since.map(String),
          cell: (row, at) => {
            const part = cohorts[row]?.kept[at]
            return part === undefined || part === null ? null : { heat: part, text: percent(part) }
          },
        })
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is wide is scrolled by keyboard */}
      <section className="cohorts-scroll" tabIndex={0} aria-label={IN_COLOURS}>
        <div className="cohorts" style={{ '--columns': width }}>
          {cohorts.map((cohort, row) => (
            <CohortRow key={cohort.month} cohort={cohort} row={row + 1} />
          ))}
        </div>
      </section>
    </PlotFigure>
  )
}

function CohortRow({ cohort: { month, size, kept }, row }: { cohort: Cohort; row: number }) {
  return (
    <>
      <span className="cohort-name" style={{ gridRow: row }}>
        {shortBucket(`${month}-01`, 'month')} <span className="meta">{size}</span>
      </span>
      {kept.map((part, at) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: the month since is what it is
          key={at}
          className="cohort-cell"
          style={{ gridRow: row, gridColumn: at + 2, '--heat': part ?? 0 }}
        >
          {percent(part)}
        </span>
      ))}
    </>
  )
}

function percent(part: number | null | undefined): string {
  return part === null || part === undefined ? '' : `${Math.round(part * 100)} %`
}
