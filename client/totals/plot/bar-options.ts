import uPlot from 'uplot'
import type { Colors } from '#client/totals/plot/use-colors.ts'

export type BarSeries = { color: 'sat-fill' | 'link' | 'text' | 'faint'; values: number[] }
/** A line over the bars; null where it has nothing. */
export type Ghost = readonly (number | null)[]

const HEIGHT = 220
/** The space that a word below the axis needs. */
const TICK_PX = 72
/** What lines beside an axis may be apart, in units of what is counted: never a part of one. */
const STEPS = Array.from({ length: 16 }, (_, power) => [1, 2, 5].map((step) => step * 10 ** power)).flat()

/** How uPlot draws stacked bars over names: thin axes, no legend, a hairline where the cursor is. */
export function barOptions({
  ticks,
  series,
  ghost,
  colors,
  unit,
  formatValue,
  onIndex,
}: {
  ticks: readonly string[]
  series: readonly BarSeries[]
  ghost: Ghost | undefined
  colors: Colors
  /** The least that is counted. */
  unit: number
  formatValue: (value: number) => string
  onIndex: (index: number | null) => void
}): Omit<uPlot.Options, 'width'> {
  const bars = uPlot.paths.bars?.({ size: [0.72, 48] })
  return {
    ...frameOf([-0.6, ticks.length - 0.4], onIndex),
    axes: axesOf({ ticks, colors, unit, formatValue }),
    series: [
      {},
      ...series
        .map(
          ({ color }): uPlot.Series => ({
            fill: colors[color],
            width: 0,
            points: { show: false },
            ...(bars ? { paths: bars } : {}),
          }),
        )
        .reverse(),
      ...(ghost ? [{ stroke: colors.dim, width: 1.5, dash: [5, 4], points: { show: false } }] : []),
    ],
  }
}

/** What all plots have: no legend, nothing that can be dragged, and values from nothing upwards. @param range across */
export function frameOf(
  range: [number, number],
  onIndex: (index: number | null) => void,
): Omit<uPlot.Options, 'width' | 'series'> {
  return {
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false, drag: { setScale: false, x: false, y: false }, points: { show: false } },
    scales: {
      x: { time: false, range: () => range },
      y: { range: (_, min, max) => [Math.min(0, min), max > 0 ? max * 1.05 : 1] },
    },
    hooks: { setCursor: [(plot) => onIndex(plot.cursor.idx ?? null)] },
  }
}

/** Names below, amounts at the left, thin. */
export function axesOf({
  ticks,
  colors,
  unit,
  formatValue,
}: {
  ticks: readonly string[]
  colors: Colors
  unit: number
  formatValue: (value: number) => string
}): uPlot.Axis[] {
  const font = `13px ${getComputedStyle(document.body).fontFamily}`
  const axis = { stroke: colors.dim, font, ticks: { show: false } }
  return [
    {
      ...axis,
      grid: { show: false },
      size: 28,
      splits: (plot) => splitsOf(ticks.length, plot.width),
      values: (_, splits) => splits.map((at) => ticks[at] ?? ''),
    },
    {
      ...axis,
      grid: { stroke: colors.line, width: 1 },
      size: 60,
      incrs: STEPS.map((step) => step * unit),
      values: (_, splits) => splits.map((value) => (Math.abs(value) < 1e-9 ? '0' : formatValue(value))),
    },
  ]
}

/** Which bars have their name below the axis, evenly, as many as there is room for. */
function splitsOf(count: number, width: number): number[] {
  const room = Math.max(1, Math.floor(width / TICK_PX))
  const step = Math.max(1, Math.ceil(count / room))
  return Array.from({ length: Math.ceil(count / step) }, (_, at) => at * step)
}
