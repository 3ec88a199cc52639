import 'uplot/dist/uPlot.min.css'
import { type KeyboardEvent, useEffect, useEffectEvent, useRef } from 'react'
import uPlot from 'uplot'
import { moveIndex } from '#client/totals/plot/move-index.ts'
import { type Colors, useColors } from '#client/totals/plot/use-colors.ts'

/** What every plot is told: what is plotted, for who does not see it, and what is read out of it. */
export type PlotProps = {
  label: string
  index: number | null
  /** What is read out at the index. */
  said: string
  onIndex: (index: number | null) => void
  /** By a click or Enter. */
  onChoose?: ((index: number) => void) | undefined
}

type Drawn = { options: Omit<uPlot.Options, 'width'>; data: uPlot.AlignedData }
type Props = PlotProps & {
  /** How many there are to read out. */
  count: number
  /** What is drawn, as a text: where that changes it is drawn anew. */
  of: string
  draw: (colors: Colors, onIndex: (index: number | null) => void) => Drawn
}

/** A plot on a canvas, as wide as its place. The pointer and the arrow keys choose what is read out. */
export function PlotBox({ label, index, said, onIndex, onChoose, count, of, draw }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot>(null)
  const colors = useColors()
  const tell = useEffectEvent(onIndex)

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is drawn is compared by what it holds
  useEffect(() => {
    const place = box.current
    if (!place) return
    const { options, data } = draw(colors, (at) => tell(at))
    const made = new uPlot({ ...options, width: place.clientWidth || 300 }, data, place)
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
  }, [of, colors])

  useEffect(() => {
    const made = plot.current
    if (!made || made.cursor.idx === index) return
    const left = index === null ? -10 : made.valToPos(index, 'x')
    made.setCursor({ left, top: index === null ? -10 : 0 }, false)
  }, [index])

  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return onIndex(null)
    if (event.key === 'Enter' && index !== null && onChoose) return onChoose(index)
    const to = moveIndex(event.key, index, count)
    if (to === null || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    onIndex(to)
  }
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
