import { useQuery } from '@tanstack/react-query'
import { get } from '#client/lib/request.ts'
import { useHints } from '#client/live/hints.ts'

/** The key of all that waits for a look. */
export const REVIEW = ['review'] as const

/** How much waits for a look, brought up to date as things change. */
export function useReviewCounts(enabled = true) {
  const counts = useQuery({
    queryKey: [...REVIEW, 'counts'],
    queryFn: () => get('/needs-look'),
    enabled,
  })
  useHints((hint) => {
    if (enabled && (hint === null || hint.kind === 'changes')) void counts.refetch()
  })
  return counts
}
