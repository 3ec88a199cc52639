import { useMay } from '#client/person/use-me.ts'
import { useReviewCounts } from '#client/review/use-review-counts.ts'
import { t } from '#client/review/words.ts'

/** How much waits for a look, beside the link to it. */
export function ReviewBadge() {
  const count = useReviewCounts(useMay('read')).data?.total ?? 0
  if (count === 0) return null
  return (
    <span className="nav-count">
      {count > 999 ? '999+' : count}
      <span className="unseen"> {t('waiting')}</span>
    </span>
  )
}
