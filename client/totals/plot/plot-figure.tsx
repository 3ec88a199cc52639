import { type ReactNode, useRef, useState } from 'react'
import { type Cell, saveCsv } from '#client/totals/save/csv.ts'
import { type Legend, savePicture } from '#client/totals/save/picture.ts'
import { t } from '#client/totals/words.ts'
import { Button } from '#client/ui/button.tsx'
import { Section } from '#client/ui/head.tsx'
import { HiddenLabel } from '#client/ui/hidden-label.tsx'

/** What a plot shows, as rows for a file. */
type Sheet = { head: readonly string[]; rows: readonly (readonly Cell[])[] }

/** A plot with its legend, what is read out of it, the same numbers as a table behind, and both as files. */
export function PlotFigure({
  title,
  note,
  legend = [],
  said,
  children,
  table,
  sheet,
  picture,
}: {
  title: string
  /** Beside the legend. */
  note?: ReactNode
  legend?: Legend
  said: string | null
  children: ReactNode
  table: () => ReactNode
  sheet: () => Sheet
  /** Where the plot is no canvas of its own. */
  picture?: () => HTMLCanvasElement
}) {
  const [isOpen, open] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  const save = () => {
    const plot = picture?.() ?? place.current?.querySelector('canvas')
    if (plot) savePicture(title, typeof note === 'string' ? note : '', legend, plot)
  }
  const saveRows = () => {
    const { head, rows } = sheet()
    saveCsv(title, head, rows)
  }
  return (
    <Section
      title={title}
      meta={
        <>
          {legend.map(({ color, name }) => (
            <span key={name} className="legend" data-color={color}>
              {name}
            </span>
          ))}
          {note}
        </>
      }
    >
      <p className="plot-said" dir="auto">
        {said}
      </p>
      <div ref={place}>{children}</div>
      <div className="plot-behind">
        <details className="fold plot-table" onToggle={({ currentTarget }) => open(currentTarget.open)}>
          <summary>{t('As a table')}</summary>
          {isOpen && table()}
        </details>
        <span className="plot-files">
          <Button kind="quiet" onClick={saveRows}>
            {t('CSV')}
            <HiddenLabel>{title}</HiddenLabel>
          </Button>
          <Button kind="quiet" onClick={save}>
            {t('Picture')}
            <HiddenLabel>{title}</HiddenLabel>
          </Button>
        </span>
      </div>
    </Section>
  )
}
