import type { Kysely } from 'kysely'
import { countGoal } from '#api/goal/count-goal.ts'
import { isElsewhen, isNoted, type Run, runOf } from '#api/goal/run-of.ts'
import { dayIn } from '#api/lib/day.ts'
import { touchShow } from '#api/show/touch-show.ts'
import { bringUpToDate } from '#api/totals/maintain/bring-up-to-date.ts'
import type { GoalRow } from '#db/schema/goal.ts'
import type { DB } from '#db/schema/index.ts'

/** Notes of goals whose present run is reached that they are: once for each run, whoever counts and however often. */
export async function reachGoals(db: Kysely<DB>, now: Date, signal: AbortSignal): Promise<void> {
  const rows = await db
    .selectFrom('goals')
    .innerJoin('shows', 'shows.id', 'goals.show_id')
    .selectAll('goals')
    .select(['shows.time_zone', 'shows.demo'])
    .where('shows.status', '=', 'kept')
    .execute()
  const fresh = new Set<number>()
  for (const row of rows) {
    if (signal.aborted) return
    const today = dayIn(now, row.time_zone)
    const run = runOf(row, today)
    // What comes late for one that is over is counted and celebrated no more.
    if (isNoted(row, run) || isElsewhen(run, today)) continue
    if (!fresh.has(row.show_id)) await bringUpToDate(db, row.show_id)
    fresh.add(row.show_id)
    const { reached } = await countGoal(db, row, row, run)
    if (reached >= row.target) await note(db, row, run, now)
  }
}

async function note(db: Kysely<DB>, { id, show_id, target }: GoalRow, run: Run, now: Date): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await touchShow(trx, show_id)
    // Unless it was changed meanwhile, or another process was quicker.
    await trx
      .updateTable('goals')
      .set({ reached_at: now, reached_of: run.from })
      .where('id', '=', id)
      .where('target', '=', target)
      .where((where) =>
        where.or([where('reached_at', 'is', null), where('reached_of', 'is distinct from', run.from)]),
      )
      .execute()
  })
}
