import { useLookCounts } from '#client/look/use-looks.ts'
import { useMay } from '#client/person/use-me.ts'

/** How much waits for a look, beside the link to it. */
export function LookBadge() {
  const count = useLookCounts(useMay('read')).data?.total ?? 0
  if (count === 0) return null
  return (
    <span className="nav-count">
      {count > 999 ? '999+' : count}
      <span className="unseen"> waiting</span>
    </span>
  )
}
