import { type ReactNode, useState } from 'react'
import { Section } from '#client/ui/head.tsx'

/** A plot with its legend, what is read out of it, and the same numbers as a table behind. */
export function PlotFigure({
  title,
  legend,
  said,
  children,
  table,
}: {
  title: string
  legend?: readonly { color: string; name: string }[]
  said: string | null
  children: ReactNode
  table: () => ReactNode
}) {
  const [isOpen, open] = useState(false)
  return (
    <Section
      title={title}
      meta={legend?.map(({ color, name }) => (
        <span key={name} className="legend" data-color={color}>
          {name}
        </span>
      ))}
    >
      <p className="plot-said" dir="auto">
        {said}
      </p>
      {children}
      <details className="fold plot-table" onToggle={({ currentTarget }) => open(currentTarget.open)}>
        <summary>As a table</summary>
        {isOpen && table()}
      </details>
    </Section>
  )
}
