import { type Cut, formatTarget, formatTooMany } from '#client/air/plan/cut.ts'
import { formatTimeLeft } from '#client/air/read/slides.ts'

/** The line where the time ends that the segment is to take. */
export function CutRow({ cut }: { cut: Cut }) {
  return (
    <p className="air-cut">
      <strong>{formatTarget(cut.target_s)} end here</strong>
      <span>
        {formatTooMany(cut)}, {formatTimeLeft(cut.over_s)} too long
      </span>
    </p>
  )
}
