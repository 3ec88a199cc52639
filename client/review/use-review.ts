import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { PaymentPatch } from '#api/contract/payment.ts'
import { change, get } from '#client/lib/request.ts'
import { REVIEW } from '#client/review/use-review-counts.ts'

/** Payments with a reason to look at them, the last settled first. */
export function usePaymentsToReview() {
  return useInfiniteQuery({
    queryKey: [...REVIEW, 'payments'],
    queryFn: ({ pageParam }) =>
      get('/payments', {
        needs_look: true,
        set_aside: false,
        limit: 50,
        cursor: pageParam,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
  })
}

/** Boosts that may be one press of the button with another. */
export function useDoubles() {
  return useQuery({
    queryKey: [...REVIEW, 'doubles'],
    queryFn: () => get('/boosts', { status: 'possible_double', limit: 100 }),
  })
}

/** Supporters that may be one person. */
export function useSuggestions() {
  return useQuery({
    queryKey: [...REVIEW, 'suggestions'],
    queryFn: () => get('/supporters/suggestions'),
  })
}

/** Attaches a payment, sets it aside, or says that it was looked at. Lists of boosts are read anew. */
export function usePatchPayment(id: string) {
  const refresh = useRefreshReview()
  return useMutation({
    mutationFn: (patch: PaymentPatch) => change('PATCH', '/payments/{id}', { id, body: patch }),
    onSuccess: refresh,
  })
}

/** Reads anew what waits, and the boosts that come of it. */
export function useRefreshReview() {
  const client = useQueryClient()
  // Not waited for: what is done is told before its row goes.
  return () => {
    void client.invalidateQueries({ queryKey: ['boosts'] })
    void client.invalidateQueries({ queryKey: REVIEW })
  }
}
