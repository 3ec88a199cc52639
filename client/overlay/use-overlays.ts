import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { BodyOf } from '#client/lib/api-types.ts'
import { change, get, postFile } from '#client/lib/request.ts'
import { useHints } from '#client/live/hints.ts'
import { touches } from '#client/live/use-fresh.ts'
import { t } from '#client/overlay/words.ts'

const OVERLAYS = 'overlays'

/** What a show puts into its video. */
export function useOverlays(slug: string) {
  return useQuery({
    queryKey: [OVERLAYS, slug],
    queryFn: async () => (await get('/shows/{slug}/overlays', { slug })).items,
  })
}
export type Overlay = NonNullable<ReturnType<typeof useOverlays>['data']>[number]
export type Settings = Overlay['settings']
export type Rule = Settings['rules'][number]

/** What an overlay is to show and has shown, kept up to what comes. */
export function useQueue(slug: string, id: string) {
  const client = useQueryClient()
  const queryKey = [OVERLAYS, slug, id, 'alerts']
  useHints((hint) => {
    const isOwn = hint?.kind === 'overlay' && hint.show === slug
    if (isOwn || touches(hint, slug)) void client.invalidateQueries({ queryKey })
  })
  return useQuery({
    queryKey,
    queryFn: async () => (await get('/shows/{slug}/overlays/{id}/alerts', { slug, id })).items,
  })
}
export type Alert = NonNullable<ReturnType<typeof useQueue>['data']>[number]

export function useMakeOverlay(slug: string) {
  return useChange(slug, (name: string) => change('POST', '/shows/{slug}/overlays', { slug, body: { name } }))
}

export function useChangeOverlay(slug: string, id: string) {
  return useChange(slug, (body: BodyOf<'patch', '/shows/{slug}/overlays/{id}'>) =>
    change('PATCH', '/shows/{slug}/overlays/{id}', { slug, id, body }),
  )
}

export function useRenewAddress(slug: string, id: string) {
  return useChange(slug, () => change('POST', '/shows/{slug}/overlays/{id}/address', { slug, id }))
}

export function useRemoveOverlay(slug: string, id: string) {
  return useChange(slug, () => change('DELETE', '/shows/{slug}/overlays/{id}', { slug, id }))
}

/** Shows something once more, or, of null, a test. */
export function useShowAgain(slug: string, id: string) {
  return useChange(slug, (again: number | null) =>
    change('POST', '/shows/{slug}/overlays/{id}/alerts', { slug, id, body: { again } }),
  )
}

/** Lets an alert through, or skips it. */
export function useMoveAlert(slug: string, id: string) {
  return useChange(slug, ({ alert, state }: { alert: number; state: 'released' | 'skipped' }) =>
    change('PATCH', '/shows/{slug}/overlays/{id}/alerts/{alert}', {
      slug,
      id,
      alert: String(alert),
      body: { state },
    }),
  )
}

/** The show's own pictures and sounds, and how much of them it may keep. */
export function useMedia(slug: string) {
  return useQuery({
    queryKey: [OVERLAYS, slug, 'media'],
    queryFn: () => get('/shows/{slug}/overlay-media', { slug }),
  })
}
export type Medium = NonNullable<ReturnType<typeof useMedia>['data']>['items'][number]

export function useAddMedium(slug: string) {
  return useChange(slug, (file: File) => {
    const name = file.name.replace(/\.[^.]{1,5}$/, '').slice(0, 100) || t('File')
    return postFile('/shows/{slug}/overlay-media', { slug, name }, file)
  })
}

export function useRemoveMedium(slug: string) {
  return useChange(slug, (id: string) => change('DELETE', '/shows/{slug}/overlay-media/{id}', { slug, id }))
}

/** A change after which all of it is read again. */
function useChange<Given, Answer>(slug: string, work: (given: Given) => Promise<Answer>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: work,
    onSettled: () => client.invalidateQueries({ queryKey: [OVERLAYS, slug] }),
  })
}
