import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { BoostListJson, BoostPatch } from '#api/contract/boost.ts'
import { replaceBoosts } from '#client/boost/list/list-rows.ts'
import { boostListKey } from '#client/boost/list/use-boost-list.ts'
import { change, get } from '#client/lib/request.ts'
import { useHints } from '#client/live/hints.ts'

function boostKey(id: string) {
  return ['boosts', 'one', id] as const
}

/** One boost with its payments, brought up to date as things change. */
export function useBoost(id: string) {
  const boost = useQuery({ queryKey: boostKey(id), queryFn: () => get('/boosts/{id}', { id }) })
  useHints(() => void boost.refetch())
  return boost
}

/** Corrects a boost; the lists show it at once, where it stands. */
export function usePatchBoost(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (patch: BoostPatch) => change('PATCH', '/boosts/{id}', { id, body: patch }),
    onSuccess: (boost) => {
      const changed = new Map([[boost.id, boost]])
      client.setQueriesData<{ pages: BoostListJson[]; pageParams: unknown[] }>(
        { queryKey: boostListKey() },
        (list) => (list ? { ...list, pages: replaceBoosts(list.pages, changed) } : list),
      )
      return client.invalidateQueries({ queryKey: boostKey(id) })
    },
  })
}

/** Takes payments out of a boost, or other boosts into it; the lists are read anew. */
export function useRegroup(id: string, way: 'split' | 'join') {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (ids: string[]) =>
      way === 'split'
        ? change('POST', '/boosts/{id}/split', { id, body: { payments: ids } })
        : change('POST', '/boosts/{id}/join', { id, body: { boosts: ids } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['boosts'] }),
  })
}

/** Makes an unproven boost one with a boost that a wallet received; the lists are read anew. */
export function useAttach(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (boost: string) => change('POST', '/boosts/{id}/attach', { id, body: { boost } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['boosts'] }),
  })
}

/** Lets an unproven boost be shown nowhere, or takes that back. */
export function useDismiss(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (undo: boolean) => change('POST', '/boosts/{id}/dismiss', { id, body: { undo } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['boosts'] }),
  })
}
