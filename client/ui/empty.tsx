import type { ReactNode } from 'react'

/** A page with nothing yet: a sentence on what will be here, and the one next step. */
export function Empty({ children, step }: { children: ReactNode; step?: ReactNode }) {
  return (
    <div className="empty">
      <p>{children}</p>
      {step && <p>{step}</p>}
    </div>
  )
}
