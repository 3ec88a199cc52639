import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { t } from '#client/books/words.ts'
import type { AnswerOf, BodyOf } from '#client/lib/api-types.ts'
import { change, get } from '#client/lib/request.ts'
import { toast } from '#client/ui/toasts.tsx'

/** What is asked for again where prices changed. */
const CHANGED = ['rates', 'statements', 'exports', 'months']

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
      for (const key of CHANGED) client.invalidateQueries({ queryKey: [key] })
      toast(t('{valued, plural, one {# receipt has} other {# receipts have}} a new price', { valued }))
    },
  })
}

/** Says by what receipts are valued in a currency; all of them are valued anew. */
export function useGiveValuing() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: BodyOf<'put', '/rates/valuing'>) => change('PUT', '/rates/valuing', { body }),
    onSuccess: () => {
      for (const key of CHANGED) client.invalidateQueries({ queryKey: [key] })
      toast(t('Receipts are valued anew'))
    },
  })
}
