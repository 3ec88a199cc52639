import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { PlannedRecording } from '#api/contract/home.ts'
import { change, get } from '#client/lib/request.ts'
import { useHints } from '#client/live/hints.ts'

/** A glance in passing is no look. */
const LOOK_MS = 5_000

/** When the next recording is and what is new, kept up to date while the page is open. */
export function useHome(show: string) {
  const home = useQuery({ queryKey: keyOf(show), queryFn: () => get('/home', { show }) })
  useHints((hint) => {
    if (hint === null || hint.kind === 'changes') void home.refetch()
  })
  return home
}

/** Says when the next recording is; null leaves it to the feed. */
export function usePlanRecording(show: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (planned: PlannedRecording | null) =>
      change('PUT', '/shows/{slug}/recording', { slug: show, body: { planned } }),
    onSuccess: (home) => client.setQueryData(keyOf(show), home),
  })
}

/** Notes that this page was looked at, so that next time what came since is new. */
export function useNoteLook(show: string, isShown: boolean): void {
  useEffect(() => {
    if (!isShown) return
    const timer = setTimeout(() => {
      // Where it cannot be said, a little more is new next time.
      change('PUT', '/home/look', { body: { show } }).catch(() => {})
    }, LOOK_MS)
    return () => clearTimeout(timer)
  }, [show, isShown])
}

function keyOf(show: string) {
  return ['home', show] as const
}
