import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { EpisodeJson } from '#api/contract/show.ts'
import { change } from '#client/lib/request.ts'
import { TOTALS } from '#client/totals/use-totals.ts'

/** What a host says of an episode: instants as text, as they go over the wire. */
export type EpisodeChange = { title?: string; published_at?: string | null; provisional?: false }

/** Adds, corrects or merges episodes; what shows them is read anew. */
function useEpisodeChange<Input>(work: (input: Input) => Promise<EpisodeJson>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: work,
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['boosts'] })
      void client.invalidateQueries({ queryKey: [TOTALS] })
      void client.invalidateQueries({ queryKey: ['episodes'] })
    },
  })
}

export function useAddEpisode(show: string) {
  return useEpisodeChange((episode: { title: string; published_at: string | null; guid: string | null }) =>
    change('POST', '/shows/{slug}/episodes', { slug: show, body: episode }),
  )
}

export function usePatchEpisode(id: string) {
  return useEpisodeChange((patch: EpisodeChange) => change('PATCH', '/episodes/{id}', { id, body: patch }))
}

export function useMergeEpisode(id: string) {
  return useEpisodeChange((other: string) =>
    change('POST', '/episodes/{id}/merge', { id, body: { with: other } }),
  )
}
