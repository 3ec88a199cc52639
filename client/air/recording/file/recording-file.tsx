import { useState } from 'react'
import { type RecordedAt, recordedAt } from '#client/air/recording/file/recorded-at.ts'
import { useRecording } from '#client/air/recording/use-recording.ts'
import { say, t } from '#client/air/words.ts'
import { formatOnDay } from '#client/format/day.ts'
import { pageLocale } from '#client/language/locale.ts'
import { Button } from '#client/ui/button.tsx'
import { FileDrop } from '#client/ui/file-drop.tsx'

type Found = RecordedAt & { name: string }

/** Takes the start of the clock from the recorder's own file. It does not leave the browser. */
export function RecordingFile({ segmentId }: { segmentId: string }) {
  const set = useRecording(segmentId)
  const [found, tell] = useState<Found | null>(null)
  const [silent, tellSilent] = useState<string | null>(null)
  const read = async (file: File) => {
    const said = await recordedAt(file).catch(() => null)
    tell(said && { ...said, name: file.name })
    tellSilent(said ? null : file.name)
  }
  return (
    <div className="air-drop">
      <FileDrop
        label={t('Take the start from the recorder’s file')}
        accept=".wav,.mp4,.m4a,.mov,audio/wav,audio/mp4,video/mp4,video/quicktime"
        onFile={read}
      >
        {t(
          'A WAV of a recorder, or an MP4, M4A or MOV: many say to the second when they were begun. It stays in this browser.',
        )}
      </FileDrop>
      <div role="status">
        {silent && (
          <p>
            {say('{silent} does not say when it was begun. Type the time instead.', {
              silent: <bdi>{silent}</bdi>,
            })}
          </p>
        )}
        {found && (
          <p>
            {say('{name} was begun {moment}{part}.', {
              name: <bdi>{found.name}</bdi>,
              moment: formatMoment(found.at),
              part: found.isExact ? '' : ` ${t('by the recorder’s own clock')}`,
            })}{' '}
            <Button
              busy={set.isPending}
              onClick={() => set.mutate({ at: found.at.toISOString() }, { onSuccess: () => tell(null) })}
            >
              {t('Begin the clock then')}
            </Button>
          </p>
        )}
      </div>
    </div>
  )
}

/** `on November 28 at 14:02:10`: to the second, as chapters are. */
function formatMoment(at: Date): string {
  return t('{day} at {time}', {
    day: formatOnDay(at.toISOString()),
    time: at.toLocaleTimeString(pageLocale(), {
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    }),
  })
}
