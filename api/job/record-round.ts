import { sql, type UpdateObject } from 'kysely'
import { headPosition } from '#api/change/feed.ts'
import type { Context } from '#api/context.ts'
import type { DB } from '#db/schema/index.ts'

/** What is kept of an error, for the owner's page. */
const MOST_LETTERS = 1_000

/** Does a job's round and writes down how it went; an error of it is thrown on. */
export async function noteRound(
  { db, log, now }: Pick<Context, 'db' | 'log' | 'now'>,
  name: string,
  round: () => Promise<void>,
): Promise<void> {
  // The job's own work matters more than what is said of it.
  const attempt = <T>(work: Promise<T>) =>
    work.catch((error: unknown) => {
      log.warn({ err: error, job: name }, 'how a job went is not written down')
      return null
    })
  const started = now()
  const begun = performance.now()
  const read_to = (await attempt(headPosition(db)))?.read_to ?? null
  await attempt(
    db
      .insertInto('job_states')
      .values({ name, started_at: started, ended_at: null })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ started_at: started, ended_at: null }))
      .execute(),
  )
  const finish = (how: UpdateObject<DB, 'job_states'>) =>
    attempt(
      db
        .updateTable('job_states')
        .set({
          ended_at: now(),
          duration_ms: Math.round(performance.now() - begun),
          runs: sql`runs + 1`,
          ...how,
        })
        .where('name', '=', name)
        .execute(),
    )
  try {
    await round()
    const past_error = sql<string | null>`coalesce(error, past_error)`
    await finish({ succeeded_at: now(), read_to, error: null, failing_since: null, past_error })
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    const failures = sql<number>`failures + 1`
    const failed_at = now()
    // Of an earlier trouble it may still stand there, where an older version ended that.
    const failing_since = sql<Date>`case when error is null then ${failed_at} else coalesce(failing_since, failed_at) end`
    await finish({ failed_at, failing_since, error: words.slice(0, MOST_LETTERS), failures })
    throw error
  }
}
