import { adviseOn } from '#api/config.ts'
import type { Context } from '#api/context.ts'
import { checkBackups } from '#api/health/check/check-backups.ts'
import { checkDatabase } from '#api/health/check/check-database.ts'
import { checkJobs } from '#api/health/check/check-jobs.ts'
import { checkClock, checkDisk, checkSecretKey } from '#api/health/check/check-machine.ts'
import { checkProxy } from '#api/health/check/check-proxy.ts'
import { checkSecrets } from '#api/health/check/check-secrets.ts'
import { checkFeeds, checkSources } from '#api/health/check/check-sources.ts'
import { bad, type Finding } from '#api/health/check/finding.ts'
import { lastMigration } from '#db/backup/list-contents.ts'

/** What can be said without the database. */
export async function checkAround(ctx: Pick<Context, 'config' | 'now'>): Promise<Finding[]> {
  const settings = adviseOn(ctx.config).map((advice) => bad('settings', 'look', advice, ''))
  return [
    ...settings,
    await checkDisk(ctx),
    ...(await Promise.all([checkClock(ctx), checkProxy(ctx)])),
    checkSecretKey(ctx),
  ]
}

/** What the database says of itself, of wallets, feeds, jobs and backups. Changes nothing. */
export async function checkInside(ctx: Context): Promise<Finding[]> {
  const database = await checkDatabase(ctx)
  // Tables that are not there yet say nothing.
  if ((await lastMigration(ctx.database.pool)) === null) return database
  const parts = await Promise.all(
    [checkSources, checkSecrets, checkFeeds, checkJobs, checkBackups].map((check) => check(ctx)),
  )
  return [...database, ...parts.flat()]
}
