import '#client/style/goals.css'
import { formatAmount, formatStand, isReached } from '#client/goal/format-goal.ts'
import type { Goal } from '#client/goal/use-goals.ts'
import { t } from '#client/goal/words.ts'

/** How far a goal has come, with a line where an even pace would be today. @param today of the show */
export function GoalStand({ goal, today }: { goal: Goal; today: string }) {
  const { title, reached, target, reached_percent, pace_percent } = goal
  return (
    <>
      <div className="goal-bar">
        <progress
          aria-label={t('{title}: {percent} %', { title, percent: reached_percent })}
          max={100}
          value={Math.min(100, reached_percent)}
        />
        {pace_percent !== null && !isReached(goal) && (
          <span
            className="goal-pace"
            style={{ insetInlineStart: `${Math.min(99.5, pace_percent)}%` }}
            aria-hidden="true"
          />
        )}
      </div>
      <p className="meta">
        {t('{amount} of {amount2} · {reachedPercent} %', {
          amount: formatAmount(reached, goal),
          amount2: formatAmount(target, goal),
          reachedPercent: reached_percent,
        })}
      </p>
      <p className="meta">{formatStand(goal, today)}</p>
    </>
  )
}
