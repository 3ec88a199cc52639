import type { SegmentJson } from '#api/contract/air/segment.ts'
import { cutOf, formatTarget, formatTooMany } from '#client/air/plan/cut.ts'
import { spentSeconds } from '#client/air/plan/spent.ts'
import { useClock } from '#client/air/read/use-clock.ts'
import { say } from '#client/air/words.ts'

/** How long the segment has been read against how long it is to take, and how many turns are too many by now. */
export function Spent({ segment }: { segment: SegmentJson }) {
  const time = useClock()
  const target = segment.plan?.target_s ?? null
  if (target === null) return null
  const spent = spentSeconds(segment, time)
  const over = (spent ?? 0) - target
  const cut = cutOf(segment, spent)
  if (over > 0)
    return (
      <p className="reading-spent is-over">
        {say('{span} over {target}', {
          span: <strong className="figures">{formatSpan(over)}</strong>,
          target: formatTarget(target),
        })}
      </p>
    )
  return (
    <p className="reading-spent">
      {say('{span} of {target}', {
        span: <span className="figures">{formatSpan(spent ?? 0)}</span>,
        target: formatTarget(target),
      })}
      {cut && <strong className="is-late"> {formatTooMany(cut)}</strong>}
    </p>
  )
}

/** `4:10`, `1:02:05` */
function formatSpan(seconds: number): string {
  const whole = Math.floor(seconds)
  const two = (part: number) => String(part).padStart(2, '0')
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor(whole / 60) % 60
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`
}
