import type { SegmentJson } from '#api/contract/air/segment.ts'
import { ClockForm } from '#client/air/recording/clock-form.tsx'
import { t } from '#client/air/words.ts'
import { Dialog } from '#client/ui/dialog.tsx'

/** The clock of the recording, while reading. */
export function ClockDialog({ segment, onClose }: { segment: SegmentJson; onClose: () => void }) {
  return (
    <Dialog title={t('The clock of the recording')} onClose={onClose}>
      <ClockForm segmentId={segment.id} recording={segment.recording} isLive onDone={onClose} />
    </Dialog>
  )
}
