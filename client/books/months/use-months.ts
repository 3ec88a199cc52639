import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Choices } from '#client/books/use-choices.ts'
import { t } from '#client/books/words.ts'
import { change, get } from '#client/lib/request.ts'
import { toast } from '#client/ui/toasts.tsx'

const MONTHS = ['months'] as const

/** The choices that make a book: of which shows, in which zone and currency. */
function bookOf({ show, tz, currency }: Choices) {
  return { ...(show ? { show } : {}), ...(tz ? { tz } : {}), ...(currency ? { currency } : {}) }
}

/** The months of the book that is chosen, the latest first; none where several shows are. */
export function useMonths(choices: Choices) {
  const book = bookOf(choices)
  return useQuery({
    queryKey: [...MONTHS, book],
    queryFn: () => get('/months/table', book),
    enabled: !choices.show?.includes(','),
  })
}

/** Keeps a month's statement as it is now. */
export function useClose(choices: Choices) {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (body: { month: string; reconciled: boolean }) =>
      change('POST', '/months', { body: { ...body, ...bookOf(choices) } }),
    onSuccess: () => {
      refresh()
      toast(t('The month is closed'))
    },
  })
}

/** Opens a month again. */
export function useReopen() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (id: string) => change('DELETE', '/months/{id}', { id }),
    onSuccess: refresh,
  })
}

/** What changed in a closed month stands in another month's statement, so both are asked for again. */
function useRefresh() {
  const client = useQueryClient()
  return () => {
    for (const key of [MONTHS, ['statements']]) client.invalidateQueries({ queryKey: key })
  }
}
