import type { ReactNode } from 'react'
import type { AuditEntry } from '#api/contract/audit.ts'

/** What was done, with what was asked for folded beneath it. */
export function AuditDetail({ entry: { detail }, children }: { entry: AuditEntry; children: ReactNode }) {
  if (Object.keys(detail).length === 0) return children
  return (
    <details className="fold">
      <summary>{children}</summary>
      <pre className="raw">{JSON.stringify(detail, null, 2)}</pre>
    </details>
  )
}
