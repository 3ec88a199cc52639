import type { ReactNode } from 'react'

/** The head of a screen: its title, what it holds in one dim line, and what can be done. */
export function Head({ title, meta, children }: { title: string; meta?: ReactNode; children?: ReactNode }) {
  return (
    <header className="head">
      <h1 dir="auto">{title}</h1>
      {meta && <p className="meta">{meta}</p>}
      {children && <div className="head-actions">{children}</div>}
    </header>
  )
}

/** A part of a screen under a hairline, with its own title and sum. */
export function Section({ title, meta, children }: { title: string; meta?: ReactNode; children: ReactNode }) {
  return (
    <section className="section">
      <header className="section-head">
        <h2>{title}</h2>
        {meta && <p className="meta">{meta}</p>}
      </header>
      {children}
    </section>
  )
}
