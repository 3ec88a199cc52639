import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ShowJson } from '#api/contract/show.ts'
import { change } from '#client/lib/request.ts'
import { lastShow } from '#client/show/last-show.ts'

/** What a show is added by. */
export type Added = { feed: string } | { feed_text: string } | { title: string }

/** Adds a show of the hosts' own; its days are those of this browser. */
export function useAddShow(onAdded: (show: ShowJson) => void) {
  const client = useQueryClient()
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  return useMutation({
    mutationFn: (by: Added) => change('POST', '/shows', { body: { ...by, time_zone: timeZone } }),
    onSuccess: async (show) => {
      lastShow.set(show.slug)
      await client.invalidateQueries()
      onAdded(show)
    },
  })
}
