import type { ReactNode } from 'react'

/** One thing to know, with its name at the left. */
export function Line({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  )
}
