import { useState } from 'react'
import { formatCount } from '#client/format/sats.ts'
import { type Counted, METRIC, type MetricName, sayFigures, totalOf } from '#client/totals/metric.ts'
import { BarPlot } from '#client/totals/plot/bar-plot.tsx'
import { PlotFigure } from '#client/totals/plot/plot-figure.tsx'
import { satsCell } from '#client/totals/save/csv.ts'
import type { Legend } from '#client/totals/save/picture.ts'
import { t } from '#client/totals/words.ts'
import { Sats } from '#client/ui/sats.tsx'
import { type Column, Table } from '#client/ui/table.tsx'

/** One bar: what it is called below the axis and in full, and what it comes to. */
export type MetricBar = Counted & {
  key: string
  tick: string
  name: string
  /** What it is compared with, of the same metric; null where there was nothing to compare with. */
  before?: Counted | null
}

/** A metric as bars, the former period as a line over them. */
export function MetricBars({
  title,
  note,
  first,
  metric,
  bars,
  ghost,
  choice,
  onChoose,
}: {
  title: string
  note?: string
  /** The head of the table's first column. */
  first: string
  metric: MetricName
  bars: readonly MetricBar[]
  /** What the line is called. */
  ghost?: string | undefined
  /** What a click does, in words after "Enter". */
  choice?: string
  onChoose?: (bar: MetricBar) => void
}) {
  const [index, setIndex] = useState<number | null>(null)
  const { series, unit, formatAxis } = METRIC[metric]
  const bar = index === null ? undefined : bars[index]
  const said = bar ? sayBar(metric, bar) : null
  const legend: Legend = [
    ...series.map(({ color, name }) => ({ color, name })),
    ...(ghost === undefined ? [] : [{ color: 'dim' as const, name: ghost }]),
  ]
  return (
    <PlotFigure
      title={title}
      note={note}
      legend={legend}
      said={said}
      table={() => (
        <Table caption={title} columns={columnsOf(first, ghost)} rows={bars} keyOf={({ key }) => key} />
      )}
      sheet={() => ({ head: [first, ...HEAD], rows: bars.map((row) => [row.name, ...cellsOf(row)]) })}
    >
      <BarPlot
        label={title}
        ticks={bars.map(({ tick }) => tick)}
        series={series.map(({ color, of }) => ({ color, values: bars.map(of) }))}
        ghost={
          ghost === undefined
            ? undefined
            : bars.map(({ before }) => (before ? totalOf(metric, before) : null))
        }
        unit={unit}
        formatValue={formatAxis}
        index={index}
        said={
          said ? `${said}${choice ? `. ${t('Enter: {choice}', { choice })}` : ''}` : t('Use the arrow keys')
        }
        onIndex={setIndex}
        onChoose={
          onChoose &&
          ((at) => {
            const chosen = bars[at]
            if (chosen) onChoose(chosen)
          })
        }
      />
    </PlotFigure>
  )
}

/** A bar in words, with what it is compared with. */
function sayBar(metric: MetricName, bar: MetricBar): string {
  const said = `${bar.name}: ${sayFigures(metric, bar)}`
  return bar.before
    ? t('{said}; before {before}', { said, before: METRIC[metric].say(totalOf(metric, bar.before)) })
    : said
}

const HEAD = [
  t('Boosts'),
  t('Boosted sats'),
  t('Streamed sats'),
  t('Minutes streamed'),
  t('Supporters'),
  t('New supporters'),
]

function cellsOf({ boosts, boosted_msat, streamed_msat, minutes, supporters, new_supporters }: MetricBar) {
  return [boosts, satsCell(boosted_msat), satsCell(streamed_msat), minutes, supporters, new_supporters]
}

function columnsOf(first: string, ghost: string | undefined): Column<MetricBar>[] {
  const number = (title: string, of: (bar: MetricBar) => number): Column<MetricBar> => ({
    title,
    align: 'end',
    cell: (bar) => formatCount(of(bar)),
  })
  const sats = (title: string, of: (bar: MetricBar) => number): Column<MetricBar> => ({
    title,
    align: 'end',
    cell: (bar) => <Sats msat={of(bar)} unit={false} />,
  })
  return [
    { title: first, cell: ({ name }) => <span dir="auto">{name}</span> },
    number(t('Boosts'), ({ boosts }) => boosts),
    sats(t('Boosted sats'), ({ boosted_msat }) => boosted_msat),
    ...(ghost === undefined
      ? []
      : [sats(t('Sats before'), ({ before }) => (before ? before.boosted_msat + before.streamed_msat : 0))]),
    sats(t('Streamed sats'), ({ streamed_msat }) => streamed_msat),
    number(t('Minutes'), ({ minutes }) => minutes),
    number(t('Supporters'), ({ supporters }) => supporters),
    number(t('New'), ({ new_supporters }) => new_supporters),
  ]
}
