import { type Cut, formatTarget, formatTooMany } from '#client/air/plan/cut.ts'
import { formatTimeLeft } from '#client/air/read/slides.ts'
import { t } from '#client/air/words.ts'

/** The line where the time ends that the segment is to take. */
export function CutRow({ cut }: { cut: Cut }) {
  return (
    <p className="air-cut">
      <strong>{t('{target} end here', { target: formatTarget(cut.target_s) })}</strong>
      <span>
        {t('{tooMany}, {timeLeft} too long', {
          tooMany: formatTooMany(cut),
          timeLeft: formatTimeLeft(cut.over_s),
        })}
      </span>
    </p>
  )
}
