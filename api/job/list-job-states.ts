import { type Kysely, sql } from 'kysely'
import type { Context } from '#api/context.ts'
import type { JobJson } from '#api/contract/job.ts'
import type { Job } from '#api/job/job.ts'
import type { DB } from '#db/schema/index.ts'
import type { JobState } from '#db/schema/job.ts'

/** How each of these jobs does, in their order; what an older version ran is left out. */
export async function listJobStates(
  { db, now }: Pick<Context, 'db' | 'now'>,
  jobs: readonly Job[],
): Promise<JobJson[]> {
  const states = new Map(
    (await db.selectFrom('job_states').selectAll().execute()).map((state) => [state.name, state]),
  )
  const lags = await readLags(db, now())
  return jobs.map((job) => jobAsJson(job, states.get(job.name), lags.get(job.name) ?? 0))
}

function jobAsJson(
  { name, schedule, onChange = false }: Job,
  state: JobState | undefined,
  lag: number,
): JobJson {
  return {
    name,
    schedule,
    on_change: onChange,
    running_since: state && !state.ended_at ? state.started_at.toISOString() : null,
    last_run_at: state?.started_at.toISOString() ?? null,
    duration_ms: state?.duration_ms ?? null,
    last_success_at: state?.succeeded_at?.toISOString() ?? null,
    lag_seconds: onChange && state ? lag : null,
    last_error:
      state?.error && state.failed_at ? { at: state.failed_at.toISOString(), message: state.error } : null,
    failing_since: state?.error ? ((state.failing_since ?? state.failed_at)?.toISOString() ?? null) : null,
    past_error:
      state && !state.error && state.past_error && state.failed_at
        ? { at: state.failed_at.toISOString(), message: state.past_error }
        : null,
    runs: state?.runs ?? 0,
    failures: state?.failures ?? 0,
  }
}

/** By job: the age in seconds of the oldest change that its rounds have not seen. */
async function readLags(db: Kysely<DB>, now: Date): Promise<Map<string, number>> {
  const { rows } = await sql<{ name: string; at: Date | null }>`
    select name, (
      select at from changes c
      where c.xid >= pg_snapshot_xmin(j.read_to) and not pg_visible_in_snapshot(c.xid, j.read_to)
      order by c.xid, c.id limit 1) as at
      from job_states j`.execute(db)
  return new Map(
    rows.map(({ name, at }) => [
      name,
      at ? Math.max(0, Math.round((now.getTime() - at.getTime()) / 1000)) : 0,
    ]),
  )
}
