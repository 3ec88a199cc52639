import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ClosedMonth, ClosedMonthDetail } from '#api/contract/statement.ts'
import { change, get } from '#client/lib/request.ts'

export const CLOSED_MONTHS = ['months'] as const

/** The months that were closed, the latest first. */
export function useClosedMonths() {
  return useQuery({
    queryKey: CLOSED_MONTHS,
    queryFn: async () => (await get<{ items: ClosedMonth[] }>('/months')).items,
  })
}

/** A closed month beside what it comes to now. */
export function useClosedMonth(id: string) {
  return useQuery({
    queryKey: [...CLOSED_MONTHS, id],
    queryFn: () => get<ClosedMonthDetail>(`/months/${id}`),
  })
}

/** Opens a month again. */
export function useReopen() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => change('DELETE', `/months/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: CLOSED_MONTHS }),
  })
}
