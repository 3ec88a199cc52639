import { type Kysely, sql } from 'kysely'
import type { Config } from '#api/config.ts'
import type { Job } from '#api/job/job.ts'
import { makeStaleShows } from '#api/totals/maintain/build-stale-shows.ts'
import { checkTotals } from '#api/totals/maintain/check.ts'
import { finishParts } from '#api/totals/maintain/finish-parts.ts'
import { followFeed } from '#api/totals/maintain/follow-feed.ts'
import type { DB } from '#db/schema/index.ts'

/** Brings totals up to what changed. */
export function totalsJob({ totalsCron }: Pick<Config, 'totalsCron'>): Job {
  return {
    name: 'totals',
    schedule: totalsCron,
    atStart: true,
    onChange: true,
    hasWork: ({ db }) => isBehind(db),
    async run({ db }, signal) {
      await makeStaleShows(db, signal)
      while (!signal.aborted && (await followFeed(db))) {
        // On to the next changes.
      }
      await makeStaleShows(db, signal)
      await finishParts(db, signal)
    },
  }
}

/** Whether something changed that is in no cells yet, or a show is to be made anew. */
async function isBehind(db: Kysely<DB>): Promise<boolean> {
  const { rows } = await sql`
    (select from totals_shows where stale and error is null limit 1)
    union all (
      select from changes c, totals_state t
      where c.xid >= pg_snapshot_xmin(t.read_to) and not pg_visible_in_snapshot(c.xid, t.read_to) limit 1)`.execute(
    db,
  )
  return rows.length > 0
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
