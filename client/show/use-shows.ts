import { useQuery } from '@tanstack/react-query'
import type { Page } from '#api/contract/common.ts'
import type { EpisodeJson, ShowJson } from '#api/contract/show.ts'
import { get } from '#client/lib/request.ts'

export const SHOWS = ['shows'] as const

/** All shows, the provisional ones and those set aside too. */
export function useShows() {
  return useQuery({
    queryKey: SHOWS,
    queryFn: async () => (await get<Page<ShowJson>>('/shows', { limit: 200 })).items,
  })
}

/** A show's episodes, the latest first; none while no show is chosen. */
export function useEpisodes(slug: string | undefined) {
  return useQuery({
    queryKey: ['episodes', slug],
    queryFn: async () => (await get<Page<EpisodeJson>>(`/shows/${slug}/episodes`, { limit: 200 })).items,
    enabled: slug !== undefined && slug !== '',
  })
}
