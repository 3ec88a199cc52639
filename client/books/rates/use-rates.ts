import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { countOf } from '#client/format/sats.ts'
import type { AnswerOf } from '#client/lib/api-types.ts'
import { get } from '#client/lib/request.ts'
import { toast } from '#client/ui/toasts.tsx'

/** Which prices are there, by currency. */
export function useRates() {
  return useQuery({ queryKey: ['rates', 'state'], queryFn: () => get('/rates/state') })
}

/** Gives prices; the receipts of their time are valued anew. */
export function useGiveRates<Rates>(give: (rates: Rates) => Promise<AnswerOf<'post', '/rates'>>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: give,
    onSuccess: ({ valued }) => {
      for (const key of ['rates', 'statements', 'exports', 'months'])
        client.invalidateQueries({ queryKey: [key] })
      toast(`${countOf(valued, 'receipt has', 'receipts have')} a new price`)
    },
  })
}
