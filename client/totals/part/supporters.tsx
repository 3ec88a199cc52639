import { useState } from 'react'
import { countOf } from '#client/format/sats.ts'
import { formatBucket, shortBucket } from '#client/totals/buckets.ts'
import type { Days } from '#client/totals/periods.ts'
import { BarPlot } from '#client/totals/plot/bar-plot.tsx'
import { formatAxisCount } from '#client/totals/plot/format-axis.ts'
import { PlotFigure } from '#client/totals/plot/plot-figure.tsx'
import { useTotals } from '#client/totals/use-totals.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'
import { type Column, Table } from '#client/ui/table.tsx'

type Month = { name: string; tick: string; fresh: number; back: number }

const TITLE = 'Supporters per month'
const LEGEND = [
  { color: 'text', name: 'New' },
  { color: 'faint', name: 'Back again' },
]
const COLUMNS: Column<Month>[] = [
  { title: 'Month', cell: ({ name }) => name },
  { title: 'New', align: 'end', cell: ({ fresh }) => fresh },
  { title: 'Back again', align: 'end', cell: ({ back }) => back },
]

/** How many supporters each month had, the new ones apart. */
export function Supporters({ show, days }: { show: string; days: Days }) {
  const [index, setIndex] = useState<number | null>(null)
  const { data, error, isPending, refetch } = useTotals(show, '/months', days)
  if (error) return <ErrorNote error={error} onRetry={refetch} />
  if (isPending) return <Skeleton rows={3} />
  const months = data.items.map(({ month, supporters, new_supporters }) => ({
    name: formatBucket(`${month}-01`, 'month'),
    tick: shortBucket(`${month}-01`, 'month'),
    fresh: new_supporters,
    back: supporters - new_supporters,
  }))
  const month = index === null ? undefined : months[index]
  return (
    <PlotFigure
      title={TITLE}
      legend={LEGEND}
      said={month ? formatMonth(month) : null}
      table={() => <Table caption={TITLE} columns={COLUMNS} rows={months} keyOf={({ name }) => name} />}
    >
      <BarPlot
        label={TITLE}
        ticks={months.map(({ tick }) => tick)}
        series={[
          { color: 'text', values: months.map(({ fresh }) => fresh) },
          { color: 'faint', values: months.map(({ back }) => back) },
        ]}
        unit={1}
        formatValue={formatAxisCount}
        index={index}
        said={month ? formatMonth(month) : 'Use the arrow keys'}
        onIndex={setIndex}
      />
    </PlotFigure>
  )
}

function formatMonth({ name, fresh, back }: Month): string {
  return `${name}: ${countOf(fresh, 'new supporter')}, ${back} back again`
}
