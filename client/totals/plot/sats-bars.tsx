import { useState } from 'react'
import { countOf, formatCount, formatSats, satsOf } from '#client/format/sats.ts'
import { BarPlot } from '#client/totals/plot/bar-plot.tsx'
import { formatAxisSats } from '#client/totals/plot/format-axis.ts'
import { PlotFigure } from '#client/totals/plot/plot-figure.tsx'
import { Sats } from '#client/ui/sats.tsx'
import { type Column, Table } from '#client/ui/table.tsx'

/** One bar: sats that were boosted, and those that were streamed apart. */
export type SatsBar = {
  key: string
  tick: string
  name: string
  boosts: number
  boosted_msat: number
  streamed_msat: number
}

const LEGEND = [
  { color: 'sat-fill', name: 'Boosted' },
  { color: 'link', name: 'Streamed' },
]

/** Sats as bars, boosted below, streamed above. */
export function SatsBars({ title, first, bars }: { title: string; first: string; bars: readonly SatsBar[] }) {
  const [index, setIndex] = useState<number | null>(null)
  const bar = index === null ? undefined : bars[index]
  const columns: Column<SatsBar>[] = [
    { title: first, cell: ({ name }) => <span dir="auto">{name}</span> },
    { title: 'Boosts', align: 'end', cell: ({ boosts }) => formatCount(boosts) },
    {
      title: 'Boosted sats',
      align: 'end',
      cell: ({ boosted_msat }) => <Sats msat={boosted_msat} unit={false} />,
    },
    {
      title: 'Streamed sats',
      align: 'end',
      cell: ({ streamed_msat }) => <Sats msat={streamed_msat} unit={false} />,
    },
  ]
  return (
    <PlotFigure
      title={title}
      legend={LEGEND}
      said={bar ? formatBar(bar) : null}
      table={() => <Table caption={title} columns={columns} rows={bars} keyOf={({ key }) => key} />}
    >
      <BarPlot
        label={title}
        ticks={bars.map(({ tick }) => tick)}
        series={[
          { color: 'sat-fill', values: bars.map(({ boosted_msat }) => boosted_msat) },
          { color: 'link', values: bars.map(({ streamed_msat }) => streamed_msat) },
        ]}
        unit={1000}
        formatValue={formatAxisSats}
        index={index}
        said={bar ? formatBar(bar) : 'Use the arrow keys'}
        onIndex={setIndex}
      />
    </PlotFigure>
  )
}

/** A bar in words. */
function formatBar({ name, boosts, boosted_msat, streamed_msat }: SatsBar): string {
  const boosted = `${formatSats(boosted_msat)} ${satsOf(boosted_msat)} in ${countOf(boosts, 'boost')}`
  return `${name}: ${boosted}, ${formatSats(streamed_msat)} streamed`
}
