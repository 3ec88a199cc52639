import uPlot from 'uplot'
import { axesOf, frameOf } from '#client/totals/plot/bar-options.ts'
import { PlotBox, type PlotProps } from '#client/totals/plot/plot-box.tsx'
import { t } from '#client/totals/words.ts'

type Props = Omit<PlotProps, 'onChoose'> & {
  /** How many days there are. */
  count: number
  lines: readonly { color: 'sat-fill' | 'link'; values: readonly number[] }[]
  unit: number
  formatValue: (value: number) => string
}

/** Lines over days that are counted from one, as steps: between two days nothing is known. */
export function LinePlot({ count, lines, unit, formatValue, ...props }: Props) {
  return (
    <PlotBox
      {...props}
      count={count}
      of={JSON.stringify([count, lines])}
      draw={(colors, onIndex) => {
        const days = Array.from({ length: count }, (_, at) => at)
        const ticks = days.map((at) => t('Day {at}', { at: at + 1 }))
        const paths = uPlot.paths.stepped?.({ align: 1 })
        return {
          options: {
            ...frameOf([0, Math.max(1, count - 0.5)], onIndex),
            axes: axesOf({ ticks, colors, unit, formatValue }),
            series: [
              {},
              ...lines.map(
                ({ color, values }): uPlot.Series => ({
                  stroke: colors[color],
                  width: 2.5,
                  // One value alone has no line.
                  points: { show: values.length === 1, size: 8, fill: colors[color] },
                  ...(paths ? { paths } : {}),
                }),
              ),
            ],
          },
          data: [days, ...lines.map(({ values }) => days.map((at) => values[at] ?? null))],
        }
      }}
    />
  )
}
