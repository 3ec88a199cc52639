import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ShowJson, ShowPatch } from '#api/contract/show.ts'
import { change, get } from '#client/lib/request.ts'

export const SHOWS = ['shows'] as const

export const showsQuery = queryOptions({
  queryKey: SHOWS,
  queryFn: async () => (await get('/shows', { limit: 200 })).items,
})

/** All shows, the provisional ones and those set aside too. */
export function useShows() {
  return useQuery(showsQuery)
}

/** The shows that what a wallet receives can be for: none that is set aside, and not the demo. */
export function useOwnShows(): ShowJson[] {
  return (useShows().data ?? []).filter(({ set_aside, demo }) => !set_aside && !demo)
}

/** One show, also by an address that it had before. */
export function useShow(slug: string) {
  return useQuery({ queryKey: [...SHOWS, slug], queryFn: () => get('/shows/{slug}', { slug }) })
}

/** Changes a show. What is known of shows and what they hold is read anew. */
export function usePatchShow(slug: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (patch: ShowPatch) => change('PATCH', '/shows/{slug}', { slug, body: patch }),
    onSuccess: (show) => {
      client.setQueryData([...SHOWS, show.slug], show)
      void client.invalidateQueries({ queryKey: SHOWS })
    },
  })
}

/** Merges a provisional show into another; everything may have moved. */
export function useMergeShow(slug: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (into: string) => change('POST', '/shows/{slug}/merge', { slug, body: { into } }),
    onSuccess: () => void client.invalidateQueries(),
  })
}

/** A show's episodes, the latest first; none while no show is chosen. */
export function useEpisodes(slug: string | undefined) {
  return useQuery({
    queryKey: ['episodes', slug],
    queryFn: async () => (await get('/shows/{slug}/episodes', { slug: slug ?? '', limit: 200 })).items,
    enabled: slug !== undefined && slug !== '',
  })
}
