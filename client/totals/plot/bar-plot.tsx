import type uPlot from 'uplot'
import { type BarSeries, barOptions, type Ghost } from '#client/totals/plot/bar-options.ts'
import { PlotBox, type PlotProps } from '#client/totals/plot/plot-box.tsx'

type Props = PlotProps & {
  /** Below the axis. */
  ticks: readonly string[]
  /** Stacked, the first at the bottom. */
  series: readonly BarSeries[]
  /** As a line over the bars. */
  ghost?: Ghost | undefined
  /** The least that is counted: 1, or a sat. */
  unit: number
  formatValue: (value: number) => string
}

/** Stacked bars, of which one is read out. */
export function BarPlot({ ticks, series, ghost, unit, formatValue, ...props }: Props) {
  return (
    <PlotBox
      {...props}
      count={ticks.length}
      of={JSON.stringify([ticks, series, ghost])}
      draw={(colors, onIndex) => ({
        options: barOptions({ ticks, series, ghost, colors, unit, formatValue, onIndex }),
        data: stack(series, ghost),
      })}
    />
  )
}

/** uPlot draws later series over earlier ones: the whole stack first, then what is below. */
function stack(series: readonly BarSeries[], ghost: Ghost | undefined): uPlot.AlignedData {
  const count = series[0]?.values.length ?? 0
  const sums = series.map((_, upTo) =>
    Array.from({ length: count }, (_, at) =>
      series.slice(0, upTo + 1).reduce((sum, { values }) => sum + (values[at] ?? 0), 0),
    ),
  )
  return [Array.from({ length: count }, (_, at) => at), ...sums.reverse(), ...(ghost ? [[...ghost]] : [])]
}
