import type { Config } from '#api/config.ts'
import type { Job } from '#api/job/job.ts'
import { makeStaleShows } from '#api/totals/maintain/build-stale-shows.ts'
import { checkTotals } from '#api/totals/maintain/check.ts'
import { followFeed } from '#api/totals/maintain/follow-feed.ts'

/** Brings totals up to what changed. */
export function totalsJob({ totalsCron }: Pick<Config, 'totalsCron'>): Job {
  return {
    name: 'totals',
    schedule: totalsCron,
    atStart: true,
    onChange: true,
    async run({ db }, signal) {
      await makeStaleShows(db, signal)
      while (!signal.aborted && (await followFeed(db))) {
        // On to the next changes.
      }
      await makeStaleShows(db, signal)
    },
  }
}

/** Compares totals with the payments every night, and mends them where they differ: then the round counts as failed, so that it is seen. */
export const totalsCheckJob: Job = {
  name: 'totals check',
  schedule: '17 3 * * *',
  async run({ db, log, now }, signal) {
    const { count, first } = await checkTotals(db, log, signal)
    if (signal.aborted) return
    await db
      .updateTable('totals_state')
      .set({ checked_at: now(), differences: count, difference: first })
      .execute()
    if (count === 0) return
    await makeStaleShows(db, signal)
    throw new Error(`${count} totals differed from the payments and were made anew. The first: ${first}`)
  },
}
