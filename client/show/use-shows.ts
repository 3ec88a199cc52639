import { queryOptions, useQuery } from '@tanstack/react-query'
import type { ShowJson } from '#api/contract/show.ts'
import { get } from '#client/lib/request.ts'

export const SHOWS = ['shows'] as const

export const showsQuery = queryOptions({
  queryKey: SHOWS,
  queryFn: async () => ownFirst((await get('/shows', { limit: 200 })).items),
})

/** Where nobody has chosen, it is a show of one's own that is shown, and not the demo. */
function ownFirst(shows: ShowJson[]): ShowJson[] {
  return shows.sort((a, b) => Number(a.demo) - Number(b.demo))
}

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

/** A show's episodes, the latest first; none while no show is chosen. */
export function useEpisodes(slug: string | undefined) {
  return useQuery({
    queryKey: ['episodes', slug],
    queryFn: async () => (await get('/shows/{slug}/episodes', { slug: slug ?? '', limit: 200 })).items,
    enabled: slug !== undefined && slug !== '',
  })
}
