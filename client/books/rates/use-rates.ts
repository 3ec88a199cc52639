import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { RateState } from '#api/contract/rate.ts'
import { countOf } from '#client/format/sats.ts'
import { change, get } from '#client/lib/request.ts'
import { toast } from '#client/ui/toasts.tsx'

export type RatesTaken = {
  read: number
  kept: number
  valued: number
  rejected: { line: number; error: string }[]
}

/** Which prices are there, by currency. */
export function useRates() {
  return useQuery({ queryKey: ['rates', 'state'], queryFn: () => get<RateState>('/rates/state') })
}

/** Gives prices; the receipts of their time are valued anew. */
export function useGiveRates(path: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: unknown) => change<RatesTaken>('POST', path, body),
    onSuccess: ({ valued }) => {
      for (const key of ['rates', 'statements', 'exports']) client.invalidateQueries({ queryKey: [key] })
      toast(`${countOf(valued, 'receipt has', 'receipts have')} a new price`)
    },
  })
}
