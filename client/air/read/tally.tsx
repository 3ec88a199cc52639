import type { SegmentJson } from '#api/contract/air/segment.ts'
import { formatClock, useClock } from '#client/air/read/use-clock.ts'
import { useRecording } from '#client/air/read/use-recording.ts'
import { Button } from '#client/ui/button.tsx'

/** The tally light with the time since recording started; before that, the button that says so. */
export function Tally({ segment }: { segment: SegmentJson }) {
  const time = useClock()
  const start = useRecording(segment.id)
  const clock = new Date(time).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' })
  if (!segment.recording)
    return (
      <p className="tally">
        <Button
          busy={start.isPending}
          onClick={() => start.mutate({})}
          aria-label="Start clock: recording starts now"
        >
          Start clock
        </Button>
        <span className="meta">{clock}</span>
      </p>
    )
  return (
    <p className="tally">
      <span className="tally-light" aria-hidden="true" />
      <strong>
        <span className="tally-words">On air </span>
        <span className="figures">{formatClock(time - Date.parse(segment.recording.started_at))}</span>
      </strong>
      <span className="meta">{clock}</span>
    </p>
  )
}
