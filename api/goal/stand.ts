import type { Kysely } from 'kysely'
import type { GoalStand } from '#api/contract/goal.ts'
import { countGoal } from '#api/goal/count-goal.ts'
import { paceOf } from '#api/goal/pace.ts'
import { isNoted, runOf } from '#api/goal/run-of.ts'
import type { GoalRow } from '#db/schema/goal.ts'
import type { DB } from '#db/schema/index.ts'

/** How far a goal has come by a day. */
export async function readStand(
  db: Kysely<DB>,
  show: { time_zone: string; demo: boolean },
  goal: GoalRow,
  today: string,
): Promise<GoalStand> {
  const run = runOf(goal, today)
  const { reached, first } = await countGoal(db, show, goal, run)
  const { target } = goal
  return {
    starts: run.from,
    ends: run.to,
    reached,
    reached_percent: Math.max(0, Math.floor((reached / target) * 100)),
    ...paceOf({ run, first, today, reached, target }),
    reached_at: isNoted(goal, run) ? (goal.reached_at?.toISOString() ?? null) : null,
  }
}
