import { useEffect, useState } from 'react'
import { t } from '#client/language/shared.ts'

const PATIENCE_MS = 300

/** The page's frame while it loads, shown only where that takes a while. */
export function Skeleton({ rows = 6 }: { rows?: number }) {
  const [isShown, show] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => show(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className="skeleton" aria-busy="true">
      {isShown && (
        <>
          <p className="unseen">{t('Loading')}</p>
          {Array.from({ length: rows }, (_, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
            <div className="skeleton-row" key={row} />
          ))}
        </>
      )}
    </div>
  )
}
