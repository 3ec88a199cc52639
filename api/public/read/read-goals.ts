import type { Kysely } from 'kysely'
import type { PublicGoal } from '#api/contract/public.ts'
import { loadGoals } from '#api/goal/goals.ts'
import { isElsewhen, runOf } from '#api/goal/run-of.ts'
import { readStand } from '#api/goal/stand.ts'
import { dayIn } from '#api/lib/day.ts'
import type { Privacy } from '#api/public/read/privacy.ts'
import type { DB } from '#db/schema/index.ts'

/** How long one that is over is still shown. */
const AFTER_DAYS = 14

type GoalShow = { id: number; time_zone: string; demo: boolean }

/** The goals that a show publishes, or those of an episode, by cells that are up to date. */
export async function readPublicGoals(
  db: Kysely<DB>,
  show: GoalShow,
  privacy: Pick<Privacy, 'settings' | 'amount'>,
  now: Date,
  episodeId?: string,
): Promise<PublicGoal[]> {
  const today = dayIn(now, show.time_zone)
  const goals: PublicGoal[] = []
  for (const row of await loadGoals(db, show.id)) {
    if (episodeId !== undefined && row.episode_id !== episodeId) continue
    if (isElsewhen(runOf(row, today), today, AFTER_DAYS)) continue
    const { id, title, target, currency, period, episode_id, episode_title } = row
    const { reached, ...stand } = await readStand(db, show, row, today)
    goals.push({
      id,
      title,
      episode: episode_id === null ? null : { id: episode_id, title: episode_title },
      target: privacy.settings.amounts === 'none' ? null : target,
      reached: publish(reached, privacy),
      currency,
      period,
      ...stand,
    })
  }
  return goals
}

/** Sats, or a minor unit, as amounts are published. */
function publish(amount: number, privacy: Pick<Privacy, 'amount'>): number | null {
  const shown = privacy.amount(amount * 1000)
  return shown === null ? null : Math.floor(shown / 1000)
}
