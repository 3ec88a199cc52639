import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { BodyOf } from '#client/lib/api-types.ts'
import { change, get } from '#client/lib/request.ts'

/** What processors paid out, the latest first. */
export function usePayouts(enabled: boolean) {
  return useQuery({
    queryKey: ['payouts'],
    queryFn: async () => (await get('/payouts')).items,
    enabled,
  })
}

export function useAddPayout() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (body: BodyOf<'post', '/payouts'>) => change('POST', '/payouts', { body }),
    onSuccess: refresh,
  })
}

export function useRemovePayout() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (id: string) => change('DELETE', '/payouts/{id}', { id }),
    onSuccess: refresh,
  })
}

function useRefresh() {
  const client = useQueryClient()
  return () => {
    for (const key of ['payouts', 'statements', 'exports']) client.invalidateQueries({ queryKey: [key] })
  }
}
