import 'uplot/dist/uPlot.min.css'
import { type KeyboardEvent, useEffect, useEffectEvent, useRef } from 'react'
import uPlot from 'uplot'
import { axesOf } from '#client/totals/plot/bar-options.ts'
import { moveIndex } from '#client/totals/plot/move-index.ts'
import { useColors } from '#client/totals/plot/use-colors.ts'

type Props = {
  /** What is plotted, for who does not see it. */
  label: string
  /** How many days there are. */
  count: number
  lines: readonly { color: 'sat-fill' | 'link'; values: readonly number[] }[]
  unit: number
  formatValue: (value: number) => string
  index: number | null
  said: string
  onIndex: (index: number | null) => void
}

const HEIGHT = 220

/** Lines over days that are counted from one, as steps: between two days nothing is known. */
export function LinePlot({ label, count, lines, unit, formatValue, index, said, onIndex }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot>(null)
  const colors = useColors()
  const tell = useEffectEvent(onIndex)
  const data = JSON.stringify([count, lines])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the data are compared by what they hold
  useEffect(() => {
    const place = box.current
    if (!place) return
    const paths = uPlot.paths.stepped?.({ align: 1 })
    const ticks = Array.from({ length: count }, (_, at) => `Day ${at + 1}`)
    const made = new uPlot(
      {
        width: place.clientWidth || 300,
        height: HEIGHT,
        legend: { show: false },
        cursor: { y: false, drag: { setScale: false, x: false, y: false }, points: { show: false } },
        scales: {
          x: { time: false, range: () => [0, Math.max(1, count - 0.5)] },
          y: { range: (_, min, max) => [Math.min(0, min), max > 0 ? max * 1.05 : 1] },
        },
        axes: axesOf({ ticks, colors, unit, formatValue }),
        series: [
          {},
          ...lines.map(
            ({ color }): uPlot.Series => ({
              stroke: colors[color],
              width: 2.5,
              points: { show: false },
              ...(paths ? { paths } : {}),
            }),
          ),
        ],
        hooks: { setCursor: [(one) => tell(one.cursor.idx ?? null)] },
      },
      [
        Array.from({ length: count }, (_, at) => at),
        ...lines.map(({ values }) => Array.from({ length: count }, (_, at) => values[at] ?? null)),
      ],
      place,
    )
    plot.current = made
    const sizes = new ResizeObserver(() => {
      if (place.clientWidth > 0 && place.clientWidth !== made.width)
        made.setSize({ width: place.clientWidth, height: HEIGHT })
    })
    sizes.observe(place)
    return () => {
      sizes.disconnect()
      made.destroy()
      plot.current = null
    }
  }, [data, colors])

  useEffect(() => {
    const made = plot.current
    if (!made || made.cursor.idx === index) return
    const left = index === null ? -10 : made.valToPos(index, 'x')
    made.setCursor({ left, top: index === null ? -10 : 0 }, false)
  }, [index])

  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return onIndex(null)
    const to = moveIndex(event.key, index, count)
    if (to === null || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    onIndex(to)
  }
  return (
    <div
      ref={box}
      className="plot"
      tabIndex={0}
      role="slider"
      aria-label={label}
      aria-valuemin={1}
      aria-valuemax={count}
      aria-valuenow={(index ?? count - 1) + 1}
      aria-valuetext={said}
      onKeyDown={press}
      onBlur={() => onIndex(null)}
    />
  )
}
