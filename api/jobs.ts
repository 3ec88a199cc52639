import { artworkJob } from '#api/artwork/job.ts'
import { sealJob } from '#api/audit/seal.ts'
import { backupJobs } from '#api/backup/jobs.ts'
import type { Config } from '#api/config.ts'
import { receiptSumsJob } from '#api/export/sums/job.ts'
import { goalsJob } from '#api/goal/job.ts'
import { importsJob } from '#api/import/job.ts'
import { claimsJob } from '#api/intake/claims-job.ts'
import { packReportsJob } from '#api/intake/pack-reports.ts'
import type { Job } from '#api/job/job.ts'
import { pruneFeedJob } from '#api/job/prune-feed.ts'
import { metaboostJob } from '#api/metaboost/job.ts'
import { pruneOutboxJob } from '#api/outgoing/outbox/prune-job.ts'
import { ratesJob } from '#api/rate/job.ts'
import { repliesJob } from '#api/reply/job.ts'
import { feedsJob } from '#api/source/feed/job.ts'
import { createMetadataJob } from '#api/source/metadata/job.ts'
import { unreadJob } from '#api/source/unread/job.ts'
import { monthSumsJob } from '#api/statement/month-sums-job.ts'
import { tasksJob } from '#api/task/job.ts'
import { readAgainJob } from '#api/task-steps/read-again.ts'
import { totalsCheckJob, totalsJob } from '#api/totals/maintain/jobs.ts'

/** Every job of the service. */
export function listJobs(config: Config): Job[] {
  return [
    totalsJob(config),
    goalsJob,
    claimsJob,
    tasksJob,
    readAgainJob,
    importsJob,
    packReportsJob,
    ratesJob,
    totalsCheckJob,
    monthSumsJob,
    receiptSumsJob,
    pruneFeedJob,
    pruneOutboxJob,
    repliesJob,
    sealJob,
    metaboostJob,
    createMetadataJob(),
    feedsJob,
    unreadJob,
    artworkJob,
    ...backupJobs(config),
  ]
}
