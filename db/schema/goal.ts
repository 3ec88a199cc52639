import type { Selectable } from 'kysely'
import type { InstantByDefault, InstantOnce } from '#db/schema/columns.ts'

/** What a show, or an episode of it, saves for. */
export type GoalTable = {
  id: string
  show_id: number
  episode_id: string | null
  title: string
  /** Whole sats, or the currency's minor unit. */
  target: number
  /** Null: sats. */
  currency: string | null
  period: 'month' | 'year' | 'season' | 'total'
  /** Days of the show's time zone, `YYYY-MM-DD`: of a season both, of a total the first where not all counts. */
  first_day: string | null
  last_day: string | null
  /** When the job found its present run reached: written once for each run, which `reached_of` names by its first day. */
  reached_at: InstantOnce
  reached_of: string | null
  created_at: InstantByDefault
}
export type GoalRow = Selectable<GoalTable>
