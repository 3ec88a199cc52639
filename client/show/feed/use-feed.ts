import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { FeedStateJson, RecipientLink } from '#api/contract/feed.ts'
import { change, get } from '#client/lib/request.ts'
import { SHOWS } from '#client/show/use-shows.ts'

/** What is known of a show's feed. */
export function useFeed(slug: string) {
  return useQuery({ queryKey: keyOf(slug), queryFn: () => get('/shows/{slug}/feed', { slug }) })
}

/** Fetches a show's feed now. */
export function useRefreshFeed(slug: string) {
  return useFeedChange(slug, () => change('POST', '/shows/{slug}/feed/refresh', { slug }))
}

/** Says which wallet a recipient is. */
export function useLinkRecipient(slug: string) {
  return useFeedChange(slug, (link: RecipientLink) =>
    change('PUT', '/shows/{slug}/feed/link', { slug, body: link }),
  )
}

function useFeedChange<Given>(slug: string, work: (given: Given) => Promise<FeedStateJson>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: work,
    onSuccess: (state) => {
      client.setQueryData(keyOf(slug), state)
      return Promise.all([
        client.invalidateQueries({ queryKey: SHOWS }),
        client.invalidateQueries({ queryKey: ['episodes'] }),
      ])
    },
  })
}

function keyOf(slug: string) {
  return ['feed', slug] as const
}
