import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ClosedMonthItem } from '#api/contract/statement.ts'
import { change, get } from '#client/lib/request.ts'

export const CLOSED_MONTHS = ['months'] as const

/** The months that were closed, the latest first. */
export function useClosedMonths() {
  return useQuery({ queryKey: CLOSED_MONTHS, queryFn: () => list({}) })
}

/** What is different in each closed month since then, by its id; sums of all of them take a while where much was received. */
export function useDifferences(): ReadonlyMap<string, ClosedMonthItem['since']> {
  const { data = [] } = useQuery({
    queryKey: [...CLOSED_MONTHS, 'compared'],
    queryFn: () => list({ compare: 'true' }),
  })
  return new Map(data.map(({ id, since }) => [id, since]))
}

async function list(query: { compare?: 'true' }): Promise<ClosedMonthItem[]> {
  return (await get('/months', query)).items
}

/** Opens a month again. */
export function useReopen() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => change('DELETE', '/months/{id}', { id }),
    onSuccess: () => client.invalidateQueries({ queryKey: CLOSED_MONTHS }),
  })
}
