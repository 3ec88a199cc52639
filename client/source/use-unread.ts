import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { change, get } from '#client/lib/request.ts'

/** What a source reported and could not be recorded; fetched where it is looked at. */
export function useUnread(name: string, enabled: boolean) {
  return useQuery({
    queryKey: ['sources', name, 'unread'],
    queryFn: async () => (await get('/sources/{name}/unread', { name })).items,
    enabled,
  })
}

/** Reads one of them again. */
export function useRetryUnread(name: string, id: string) {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: () => change('POST', '/sources/{name}/unread/{id}/retry', { name, id }),
    onSuccess: ({ recorded }) => (recorded ? refresh() : undefined),
  })
}

/** Has one of them be shown no more. */
export function useDismissUnread(name: string, id: string) {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: () => change('DELETE', '/sources/{name}/unread/{id}', { name, id }),
    onSuccess: refresh,
  })
}

function useRefresh() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ['sources'] })
}
