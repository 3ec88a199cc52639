import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { change } from '#client/lib/request.ts'

/**
 * Opens the segment that was closed last again, and goes there.
 * @param onError also told when the page that asked is left by then
 */
export function useReopen(onError: (error: Error) => void = () => {}) {
  const client = useQueryClient()
  const [, navigate] = useLocation()
  return useMutation({
    mutationFn: (id: string) => change('POST', '/segments/{id}/reopen', { id, body: {} }),
    onError,
    onSuccess: ({ show }) => {
      client.invalidateQueries({ queryKey: ['segments'] })
      navigate(`/air?show=${show.slug}`)
    },
  })
}
