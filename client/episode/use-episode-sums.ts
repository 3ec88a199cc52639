import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { TotalsEpisodes } from '#api/contract/totals.ts'
import { get } from '#client/lib/request.ts'
import { TOTALS } from '#client/totals/use-totals.ts'

/** What an episode brought: boosts and autos as they count, and what was streamed. */
export type EpisodeSums = { boosts: number; counted_msat: number; streamed_msat: number }

/** What each of a show's episodes brought, by its id, as totals count it. */
export function useEpisodeSums(show: string | null): Map<string, EpisodeSums> {
  const { data } = useQuery({
    queryKey: [TOTALS, show, '/episodes', {}],
    queryFn: () => get('/shows/{slug}/totals/episodes', { slug: show ?? '' }),
    enabled: show !== null,
  })
  return useMemo(() => new Map(data?.items.flatMap(sumOf)), [data])
}

function sumOf({ episode, boosts, autos, streams, fiat, free }: TotalsEpisodes['items'][number]) {
  if (!episode) return []
  const other = fiat.reduce((sum, { count }) => sum + count, free.count)
  const sums = {
    boosts: boosts.count + autos.count + other,
    counted_msat: boosts.counted_msat + autos.counted_msat,
    streamed_msat: streams.received_msat,
  }
  return [[episode.id, sums] as const]
}
