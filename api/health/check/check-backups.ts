import { basename } from 'node:path'
import { backupFolder, SCHEDULED } from '#api/backup/backup-folder.ts'
import type { Context } from '#api/context.ts'
import { bad, type Finding, well } from '#api/health/check/finding.ts'
import { listBackups, timeOfBackup } from '#db/backup/folder.ts'

/** A backup of before this is of another time. */
const OLD_DAYS = 8
/** A restore was tried within two months, where it is tried monthly. */
const TRIED_DAYS = 62
const DAY_MS = 86_400_000

/** Whether there is a backup to go back to, and whether it was tried. */
export async function checkBackups({
  config,
  db,
  now,
}: Pick<Context, 'config' | 'db' | 'now'>): Promise<Finding[]> {
  const about = 'backups'
  if (config.backupCron === null)
    return [
      bad(
        about,
        'look',
        'None is made by the clock.',
        'Set BACKUP_CRON, like 30 3 * * *, and best a bucket elsewhere (BACKUP_S3_URL).',
      ),
    ]
  const states = await db
    .selectFrom('job_states')
    .selectAll()
    .where('name', 'in', ['backup', 'backup trial'])
    .execute()
  const failed = states
    .filter(({ error }) => error !== null)
    .map(({ name, error }) =>
      bad(about, 'broken', `The last ${name} failed: ${error}`, 'The next one is tried at its time.'),
    )
  const backups = await listBackups(backupFolder(config), SCHEDULED, now())
  const newest = backups.made.at(-1)
  const made = newest === undefined ? null : timeOfBackup(basename(newest), SCHEDULED)
  const since = (at: Date | null | undefined) =>
    at ? (now().getTime() - at.getTime()) / DAY_MS : Number.POSITIVE_INFINITY
  if (backups.ahead.length > 0)
    failed.push(
      bad(
        about,
        'look',
        `Dated after now, and so taken for none: ${backups.ahead.map((file) => basename(file)).join(', ')}.`,
        'Remove them, unless the clock of this machine is wrong.',
      ),
    )
  if (failed.length > 0) return failed
  if (since(made) > OLD_DAYS)
    return [
      bad(
        about,
        'look',
        made ? `The newest is of ${made.toISOString()}.` : 'None was made yet.',
        'See that Readout runs at the times of BACKUP_CRON.',
      ),
    ]
  const tried = states.find(({ name }) => name === 'backup trial')?.succeeded_at
  const says = `The newest is of ${made?.toISOString()}`
  if (since(tried) > TRIED_DAYS && tried)
    return [
      bad(
        about,
        'look',
        `${says}, and a restore was last tried ${tried.toISOString()}.`,
        'See BACKUP_TRIAL_CRON.',
      ),
    ]
  return [well(about, `${says}; a restore was ${tried ? `tried ${tried.toISOString()}` : 'not tried yet'}.`)]
}
