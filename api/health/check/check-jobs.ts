import type { Context } from '#api/context.ts'
import { bad, type Finding, well } from '#api/health/check/finding.ts'

/** Said among backups. */
const ELSEWHERE = ['backup', 'backup trial']
/** What fails for so long is no accident any more. */
const LONG_MS = 3_600_000
/** What was last tried before this an older version did. */
const OLD_DAYS = 40

/** Whether the work that goes on in the background ends well. */
export async function checkJobs({ db, now }: Pick<Context, 'db' | 'now'>): Promise<Finding[]> {
  const about = 'jobs'
  const failed = await db
    .selectFrom('job_states')
    .select(['name', 'started_at', 'succeeded_at', 'failed_at', 'failing_since', 'error'])
    .where('error', 'is not', null)
    .where('name', 'not in', ELSEWHERE)
    .where('started_at', '>', new Date(now().getTime() - OLD_DAYS * 86_400_000))
    .orderBy('name')
    .execute()
  if (failed.length === 0) return [well(about, 'All ended well the last time.')]
  return failed.map(({ name, succeeded_at, failed_at, failing_since, error }) => {
    const since = succeeded_at
      ? `after ${succeeded_at.toISOString()}, when it last went well`
      : 'ever since it first ran'
    const isLong = now().getTime() - (failing_since ?? failed_at ?? now()).getTime() > LONG_MS
    return bad(
      about,
      isLong ? 'broken' : 'look',
      `“${name}” failed ${since}, the last time ${failed_at?.toISOString() ?? 'at a time that is not known'}: ${error}`,
      'It is tried again by itself. If it names the disk, the database or an address, mend that; else update Readout, and report it with the error as the service log has it.',
    )
  })
}
