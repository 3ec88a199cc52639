import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { NewSourceJson, SourcePatch } from '#api/contract/source.ts'
import { change, get } from '#client/lib/request.ts'
import { useHints } from '#client/live/hints.ts'

const SOURCES = ['sources'] as const

/** Every source with its health, kept up to date while the page is open. */
export function useSources() {
  const list = useQuery({
    queryKey: SOURCES,
    queryFn: async () => (await get('/sources')).items,
    // When a wallet was last heard of is told by nobody.
    refetchInterval: 30_000,
  })
  useHints((hint) => {
    if (hint === null || hint.kind === 'sources') void list.refetch()
  })
  return list
}

/** Changes one source. */
export function usePatchSource(name: string) {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (body: SourcePatch) => change('PATCH', '/sources/{name}', { name, body }),
    onSuccess: refresh,
  })
}

/** Removes the connection of one source. */
export function useRemoveSource(name: string) {
  const refresh = useRefresh()
  return useMutation({ mutationFn: () => change('DELETE', '/sources/{name}', { name }), onSuccess: refresh })
}

/** Tries a source as it is set. */
export function useTestSource(name: string) {
  return useMutation({ mutationFn: () => change('POST', '/sources/{name}/test', { name }) })
}

/** Shows the webhook of a source, for a shop that is to be given it by hand. */
export function useSourceWebhook(name: string) {
  return useMutation({ mutationFn: () => change('POST', '/sources/{name}/webhook', { name }) })
}

/** Tries settings without keeping them. */
export function useTestSettings() {
  return useMutation({
    mutationFn: (body: Pick<NewSourceJson, 'kind' | 'settings'>) => change('POST', '/sources/test', { body }),
  })
}

/** Follows another wallet. */
export function useAddSource() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (body: NewSourceJson) => change('POST', '/sources', { body }),
    onSuccess: refresh,
  })
}

function useRefresh() {
  const client = useQueryClient()
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: SOURCES }),
      client.invalidateQueries({ queryKey: ['wallets'] }),
    ])
}
