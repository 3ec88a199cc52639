import type { ReactNode } from 'react'
import { Link } from 'wouter'

/** The way back to what a page belongs to, above its head. */
export function Back({ to, children }: { to: string; children: ReactNode }) {
  return (
    <p className="back">
      <Link href={to}>
        <span aria-hidden="true">← </span>
        {children}
      </Link>
    </p>
  )
}
