import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { SetRecording } from '#api/contract/air/recording.ts'
import { change } from '#client/lib/request.ts'
import { toast } from '#client/ui/toasts.tsx'

/** Starts, moves, pauses or forgets the clock of the recording. The live line tells all pages of the open segment. */
export function useRecording(segmentId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Partial<SetRecording>) =>
      change('POST', '/segments/{id}/recording', { id: segmentId, body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['chapters', segmentId] }),
    onError: (error) => toast(error.message),
  })
}
