import { makeBackup } from '#api/backup/make-backup.ts'
import { tryRestore } from '#api/backup/try-restore.ts'
import type { Config } from '#api/config.ts'
import type { Context } from '#api/context.ts'
import type { Job } from '#api/job/job.ts'

/** Of several processes whose clocks strike one after another, the first one's round does for all. */
const SAME_MS = 45_000

/** Backups by the clock, and that they can be restored; none where the settings ask for none. */
export function backupJobs({
  backupCron,
  backupTrialCron,
}: Pick<Config, 'backupCron' | 'backupTrialCron'>): Job[] {
  if (backupCron === null) return []
  return [
    {
      name: 'backup',
      schedule: backupCron,
      run: async (ctx, signal) => {
        if (await isJustDone(ctx, 'backup')) return
        const file = await makeBackup(ctx, signal)
        ctx.log.info({ file }, 'a backup was made')
      },
    },
    {
      name: 'backup trial',
      schedule: backupTrialCron,
      run: async (ctx, signal) => {
        if (await isJustDone(ctx, 'backup trial')) return
        const { name, rows } = await tryRestore(ctx, signal)
        ctx.log.info({ name, rows }, 'a backup was restored for trial')
      },
    },
  ]
}

async function isJustDone({ db, now }: Pick<Context, 'db' | 'now'>, name: string): Promise<boolean> {
  const state = await db
    .selectFrom('job_states')
    .select('succeeded_at')
    .where('name', '=', name)
    .executeTakeFirst()
  return now().getTime() - (state?.succeeded_at?.getTime() ?? 0) < SAME_MS
}
