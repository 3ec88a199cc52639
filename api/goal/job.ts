import { reachGoals } from '#api/goal/reach-goals.ts'
import type { Job } from '#api/job/job.ts'

/** Counts goals, and notes which are reached. By the clock too: prices come late, and months end. */
export const goalsJob: Job = {
  name: 'goals',
  schedule: '*/5 * * * *',
  atStart: true,
  onChange: true,
  run: ({ db, now }, signal) => reachGoals(db, now(), signal),
}
