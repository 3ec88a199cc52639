import { type ReactNode, useEffect } from 'react'

/** A page in front of the studio: one question in the middle. */
export function EnterPage({ title, children }: { title: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Readout`
  }, [title])
  return (
    <main className="alone">
      <p className="brand">Readout</p>
      <h1>{title}</h1>
      {children}
    </main>
  )
}
