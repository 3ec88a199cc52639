import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ShowJson, ShowPatch } from '#api/contract/show.ts'
import { change } from '#client/lib/request.ts'
import { SHOWS } from '#client/show/use-shows.ts'
import { t } from '#client/show/words.ts'
import { toast } from '#client/ui/toasts.tsx'

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

/** Confirms shares of several shows, one after another. What is known of shows is read anew, also where one was refused. */
export function useConfirmShares() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (wanted: readonly { slug: string; shares: ShowJson['shares'] }[]) => {
      for (const { slug, shares } of wanted)
        await change('PATCH', '/shows/{slug}', { slug, body: { shares } })
    },
    // Here, since the form that asked goes as soon as the shows are read anew.
    onSuccess: () => toast(t('Confirmed; claims are judged by it now')),
    onSettled: () => void client.invalidateQueries({ queryKey: SHOWS }),
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
