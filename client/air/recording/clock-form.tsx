import type { Recording } from '#api/contract/air/recording.ts'
import { isPaused } from '#client/air/recording/recorded.ts'
import { useRecording } from '#client/air/recording/use-recording.ts'
import { t } from '#client/air/words.ts'
import { asLocalTime } from '#client/format/local-time.ts'
import { onSubmit } from '#client/lib/form.ts'
import { serverNow } from '#client/lib/server-clock.ts'
import { Button } from '#client/ui/button.tsx'
import { TextField } from '#client/ui/field.tsx'

type Props = {
  segmentId: string
  recording: Recording | null
  /** About when it began, where nobody has said. */
  about?: string | null
  /** While reading: the clock may also stand still, and begin now. */
  isLive?: boolean
  onDone?: () => void
}

/** When the recording began, to the second, also after the fact; and that it stands still, goes on, or never was. */
export function ClockForm({ segmentId, recording, about, isLive = false, onDone }: Props) {
  const set = useRecording(segmentId)
  const begun = recording?.started_at ?? about ?? new Date(serverNow()).toISOString()
  const done = { onSuccess: () => onDone?.() }
  return (
    <form
      className="form"
      key={begun}
      onSubmit={onSubmit(({ at }) => at && set.mutate({ at: new Date(at).toISOString() }, done))}
    >
      <TextField
        label={t('The recording began at')}
        name="at"
        type="datetime-local"
        step="1"
        required
        defaultValue={asLocalTime(begun, 'seconds')}
        hint={t('To the second, by the clock of this page. Chapters move with it.')}
      />
      <p className="air-actions">
        <Button type="submit" busy={set.isPending}>
          {recording ? t('Move the start') : t('Set the start')}
        </Button>
        {recording && isLive && (
          <>
            <Button busy={set.isPending} onClick={() => set.mutate({ pause: !isPaused(recording) }, done)}>
              {isPaused(recording) ? t('Resume') : t('Pause')}
            </Button>
            <Button kind="quiet" busy={set.isPending} onClick={() => set.mutate({ restart: true }, done)}>
              {t('It begins now')}
            </Button>
          </>
        )}
        {recording && (
          <Button kind="quiet" busy={set.isPending} onClick={() => set.mutate({ stop: true }, done)}>
            {t('Nothing is recorded')}
          </Button>
        )}
      </p>
    </form>
  )
}
