import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { change } from '#client/lib/request.ts'
import { lastShow } from '#client/show/last-show.ts'
import { useShows } from '#client/show/use-shows.ts'
import { t } from '#client/show/words.ts'
import { toast } from '#client/ui/toasts.tsx'

/** Removes the demo with all that is made up, and goes on with what is one's own: the first steps, where there is nothing yet. */
export function useLeaveDemo() {
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const hasOwn = useShows().data?.some(({ demo, provisional }) => !demo && !provisional) ?? false
  return useMutation({
    mutationFn: () => change('DELETE', '/demo'),
    onSuccess: async () => {
      lastShow.forget()
      navigate(hasOwn ? '/home' : '/start')
      toast(t('The demo is gone'))
      await client.invalidateQueries()
    },
    onError: (error) => toast(error.message),
  })
}
