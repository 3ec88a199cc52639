import { useMutation } from '@tanstack/react-query'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import { change } from '#client/lib/request.ts'
import { toast } from '#client/ui/toasts.tsx'

/** Starts the clock of the recording, or starts it again. The live line tells all pages. */
export function useRecording(segmentId: string) {
  return useMutation({
    mutationFn: (body: { restart?: boolean; stop?: boolean }) =>
      change<SegmentJson>('POST', `/segments/${segmentId}/recording`, body),
    onError: (error) => toast(error.message),
  })
}
