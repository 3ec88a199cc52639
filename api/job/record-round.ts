import { sql } from 'kysely'
import { headPosition } from '#api/change/feed.ts'
import type { Context } from '#api/context.ts'

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
  const finish = (how: { succeeded_at: Date; read_to: string | null; error: null } | Failure) =>
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
    await finish({ succeeded_at: now(), read_to, error: null })
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    const failures = sql<number>`failures + 1`
    await finish({ failed_at: now(), error: words.slice(0, MOST_LETTERS), failures })
    throw error
  }
}

type Failure = { failed_at: Date; error: string; failures: ReturnType<typeof sql<number>> }
