import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { SupporterDetailJson, SupporterName, SupporterPatch } from '#api/contract/supporter.ts'
import { change, get } from '#client/lib/request.ts'

export type SupporterOrder = 'last' | 'total' | 'name'

const SUPPORTERS = ['supporters'] as const

/** A show's supporters, page by page. */
export function useSupporterList(show: string | null, order: SupporterOrder, q: string) {
  return useInfiniteQuery({
    queryKey: [...SUPPORTERS, 'list', show, order, q],
    queryFn: ({ pageParam, signal }) =>
      get('/shows/{slug}/supporters', { slug: show ?? '', order, q, limit: 200, cursor: pageParam, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
    enabled: show !== null,
    placeholderData: (before) => before,
  })
}

/** One supporter over all shows. */
export function useSupporter(id: string) {
  return useQuery({
    queryKey: [...SUPPORTERS, 'one', id],
    queryFn: () => get('/supporters/{id}', { id }),
  })
}

/** A change to a supporter whose answer is the supporter; what shows supporters is read anew. */
function useChange<Input>(work: (input: Input) => Promise<SupporterDetailJson>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: work,
    onSuccess: (supporter) => {
      client.setQueryData([...SUPPORTERS, 'one', supporter.id], supporter)
      void client.invalidateQueries({ queryKey: ['boosts'] })
      void client.invalidateQueries({ queryKey: SUPPORTERS })
    },
  })
}

/** Changes how a name is said, or the note. */
export function usePatchSupporter(id: string) {
  return useChange((patch: SupporterPatch) => change('PATCH', '/supporters/{id}', { id, body: patch }))
}

/** Says what a supporter is to one show. */
export function usePatchShowSupporter(id: string) {
  return useChange(({ show, ...patch }: { show: string; team?: boolean; hidden?: boolean }) =>
    change('PATCH', '/shows/{slug}/supporters/{id}', { slug: show, id, body: patch }),
  )
}

/** Makes a supporter and another one; the answer is who survives. */
export function useMergeSupporter(id: string) {
  return useChange((other: string) => change('POST', '/supporters/{id}/merge', { id, body: { with: other } }))
}

/** Takes names out; the answer is the new person. */
export function useSplitSupporter(id: string) {
  return useChange((names: SupporterName[]) =>
    change('POST', '/supporters/{id}/split', { id, body: { names } }),
  )
}

/** Makes a supporter nobody, for good. */
export function useAnonymizeSupporter(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => change('POST', '/supporters/{id}/anonymize', { id, body: { confirm: true } }),
    onSuccess: () => {
      client.removeQueries({ queryKey: [...SUPPORTERS, 'one', id] })
      void client.invalidateQueries({ queryKey: ['boosts'] })
      void client.invalidateQueries({ queryKey: [...SUPPORTERS, 'list'] })
    },
  })
}
