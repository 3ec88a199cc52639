import 'uplot/dist/uPlot.min.css'
import { type KeyboardEvent, useEffect, useEffectEvent, useRef } from 'react'
import uPlot from 'uplot'
import { type BarSeries, barOptions, type Ghost } from '#client/totals/plot/bar-options.ts'
import { moveIndex } from '#client/totals/plot/move-index.ts'
import { useColors } from '#client/totals/plot/use-colors.ts'

type Props = {
  /** What is plotted, for who does not see it. */
  label: string
  /** Below the axis. */
  ticks: readonly string[]
  /** Stacked, the first at the bottom. */
  series: readonly BarSeries[]
  /** As a line over the bars. */
  ghost?: Ghost | undefined
  /** The least that is counted: 1, or a sat. */
  unit: number
  formatValue: (value: number) => string
  index: number | null
  /** What the bar at the index says. */
  said: string
  onIndex: (index: number | null) => void
  /** By a click or Enter. */
  onChoose?: ((index: number) => void) | undefined
}

/** Stacked bars on a canvas. The pointer and the arrow keys choose the bar that is read out. */
export function BarPlot({
  label,
  ticks,
  series,
  ghost,
  unit,
  formatValue,
  index,
  said,
  onIndex,
  onChoose,
}: Props) {
  const box = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot>(null)
  const colors = useColors()
  const tell = useEffectEvent(onIndex)
  const count = ticks.length
  const data = JSON.stringify([ticks, series, ghost])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the data are compared by what they hold
  useEffect(() => {
    const place = box.current
    if (!place) return
    const options = barOptions({ ticks, series, ghost, colors, unit, formatValue, onIndex: (at) => tell(at) })
    const made = new uPlot({ ...options, width: place.clientWidth || 300 }, stack(series, ghost), place)
    plot.current = made
    const sizes = new ResizeObserver(() => {
      if (place.clientWidth > 0 && place.clientWidth !== made.width)
        made.setSize({ width: place.clientWidth, height: options.height })
    })
    sizes.observe(place)
    return () => {
      sizes.disconnect()
      made.destroy()
      plot.current = null
    }
  }, [data, colors])

  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return onIndex(null)
    if (event.key === 'Enter' && index !== null && onChoose) return onChoose(index)
    const to = moveIndex(event.key, index, count)
    if (to === null || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    onIndex(to)
  }
  useEffect(() => {
    const made = plot.current
    if (!made || made.cursor.idx === index) return
    const left = index === null ? -10 : made.valToPos(index, 'x')
    made.setCursor({ left, top: index === null ? -10 : 0 }, false)
  }, [index])

  return (
    <div
      ref={box}
      className="plot"
      data-chooses={onChoose ? true : undefined}
      tabIndex={0}
      role="slider"
      aria-label={label}
      aria-valuemin={1}
      aria-valuemax={count}
      aria-valuenow={(index ?? count - 1) + 1}
      aria-valuetext={said}
      onKeyDown={press}
      onClick={() => {
        const at = plot.current?.cursor.idx
        if (onChoose && at != null) onChoose(at)
      }}
      onBlur={() => onIndex(null)}
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
