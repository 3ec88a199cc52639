import type { ReactNode } from 'react'

/** A few words on a thing: plain, or in doubt. */
export function Chip({ tone = 'plain', children }: { tone?: 'plain' | 'warn' | 'ok'; children: ReactNode }) {
  return <span className={`chip ${tone}`}>{children}</span>
}
