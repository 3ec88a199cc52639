import { useMutation } from '@tanstack/react-query'
import { change } from '#client/lib/request.ts'
import { toast } from '#client/ui/toasts.tsx'

/** Starts the clock of the recording, or starts it again. The live line tells all pages. */
export function useRecording(segmentId: string) {
  return useMutation({
    mutationFn: (body: { restart?: boolean; stop?: boolean }) =>
      change('POST', '/segments/{id}/recording', { id: segmentId, body }),
    onError: (error) => toast(error.message),
  })
}
