import type { SegmentJson } from '#api/contract/air/segment.ts'
import { formatClock, useClock } from '#client/air/read/use-clock.ts'
import { isPaused, recordedUntil } from '#client/air/recording/recorded.ts'
import { useRecording } from '#client/air/recording/use-recording.ts'
import { t } from '#client/air/words.ts'
import { pageLocale } from '#client/language/locale.ts'
import { Button } from '#client/ui/button.tsx'

/**
 * The tally light with the time that is recorded; before that, the buttons that say when it began.
 * @param onClock to move, pause or forget the clock
 */
export function Tally({ segment, onClock }: { segment: SegmentJson; onClock: () => void }) {
  const time = useClock()
  const { recording } = segment
  const clock = new Date(time).toLocaleTimeString(pageLocale(), { hour: '2-digit', minute: '2-digit' })
  return (
    <div className="tally">
      {recording ? (
        <Running recording={recording} time={time} onClock={onClock} />
      ) : (
        <Start segmentId={segment.id} onClock={onClock} />
      )}
      <span className="meta">{clock}</span>
    </div>
  )
}

function Start({ segmentId, onClock }: { segmentId: string; onClock: () => void }) {
  const start = useRecording(segmentId)
  return (
    <>
      <Button
        busy={start.isPending}
        onClick={() => start.mutate({})}
        aria-label={t('Start clock: recording starts now')}
      >
        {t('Start clock')}
      </Button>
      <Button kind="quiet" onClick={onClock} aria-label={t('The recording began earlier')}>
        {t('earlier…')}
      </Button>
    </>
  )
}

type Running = { recording: NonNullable<SegmentJson['recording']>; time: number; onClock: () => void }

function Running({ recording, time, onClock }: Running) {
  const paused = isPaused(recording)
  return (
    <Button kind="quiet" onClick={onClock} title={t('Move, pause or forget the clock')}>
      <span className={paused ? 'tally-light is-paused' : 'tally-light'} aria-hidden="true" />
      <strong>
        <span className={paused ? '' : 'tally-words'}>{paused ? t('Paused') : t('On air')} </span>
        <span className="figures">{formatClock(recordedUntil(recording, time))}</span>
      </strong>
    </Button>
  )
}
