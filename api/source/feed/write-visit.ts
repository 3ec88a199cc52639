import { sql, type Transaction, type Updateable } from 'kysely'
import type { Context } from '#api/context.ts'
import { FetchProblem, type FetchProblemCode } from '#api/fetch/fetch-problem.ts'
import { comparableUrl } from '#api/metadata/comparable.ts'
import { indexable } from '#db/query/index-key.ts'
import type { Feed, FeedTable } from '#db/schema/feed.ts'
import type { DB } from '#db/schema/index.ts'

type Means = Pick<Context, 'db' | 'log' | 'now'>

/** A show's feed that is to be fetched, as the host gave it. */
export type Due = { show_id: number; url: string }

const HOUR_MS = 3_600_000
/** While a show is on, or about to be. */
const LIVE_MS = 2 * 60_000
const FIRST_RETRY_MS = 5 * 60_000
const LONGEST_MS = 24 * HOUR_MS

const CHECK = 'Check the feed’s address on the show’s page.'
const WAIT = 'It is tried again by itself. If this stays, check the feed’s address on the show’s page.'
const NEXT_STEPS: Record<FetchProblemCode, string> = {
  address: CHECK,
  redirects: CHECK,
  size: 'Ask your podcast host for a feed with fewer episodes or shorter notes, or give the address of another one.',
  late: WAIT,
  network: WAIT,
}

/**
 * Makes or finds what is known of a feed; of another address than before, nothing that was known holds. It is asked for whole where
 * its items were taken over by a Readout that read less of them.
 */
export async function resolveFeed({ db, now }: Means, { show_id, url }: Due): Promise<Feed> {
  await db
    .insertInto('feeds')
    .values({ show_id, url, next_at: now() })
    .onConflict((conflict) =>
      conflict
        .column('show_id')
        .doUpdateSet({ url, etag: null, last_modified: null, failures: 0, metaboost: null })
        .where('feeds.url', '<>', url),
    )
    .execute()
  const feed = await db
    .selectFrom('feeds')
    .selectAll()
    .where('show_id', '=', show_id)
    .executeTakeFirstOrThrow()
  const unlooked = await db
    .selectFrom('feed_items')
    .select('key')
    .where('show_id', '=', show_id)
    .where('in_feed', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return unlooked || feed.metaboost === null ? { ...feed, etag: null, last_modified: null } : feed
}

/** Notes that a feed was seen; about an hour later it is looked at again, while a show is on after two minutes. A feed that has moved for good is followed. */
export async function writeVisit(
  { db, now }: Means,
  { show_id, url }: Due,
  found: Updateable<FeedTable> & { url?: string },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const at = now()
    const pause = (await isLiveSoon(trx, show_id, at)) ? LIVE_MS : HOUR_MS
    await trx
      .updateTable('feeds')
      .set({
        ...found,
        fetched_at: at,
        next_at: new Date(at.getTime() + pause * (0.9 + Math.random() * 0.2)),
        failures: 0,
        problem: null,
        next_step: null,
      })
      .where('show_id', '=', show_id)
      .execute()
    if (found.url === undefined || found.url === url) return
    await trx
      .updateTable('shows')
      .set({ feed_url: found.url })
      .where('id', '=', show_id)
      .where('feed_url', '=', url)
      .execute()
    await trx
      .insertInto('show_names')
      .values({ kind: 'feed_url', value: indexable(comparableUrl(found.url)), show_id })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  })
}

/** Whether a show is on, or announced for about now. */
async function isLiveSoon(trx: Transaction<DB>, showId: number, now: Date): Promise<boolean> {
  const { rows } = await sql<{ soon: boolean }>`
    select exists (select from live_items where show_id = ${showId} and in_feed and (status = 'live' or (status = 'pending'
      and start_at between ${now}::timestamptz - interval '3 hours' and ${now}::timestamptz + interval '90 minutes'))) as soon`.execute(
    trx,
  )
  return rows[0]?.soon ?? false
}

/** Notes why a feed could not be taken over, and when it is tried again: after five minutes, later each time. */
export async function writeFeedProblem(
  { db, log, now }: Means,
  { show_id }: Due,
  error: unknown,
): Promise<void> {
  const known = error instanceof FetchProblem
  if (!known) log.error({ err: error, show: show_id }, 'a feed could not be taken over')
  const { failures } = await db
    .selectFrom('feeds')
    .select('failures')
    .where('show_id', '=', show_id)
    .executeTakeFirstOrThrow()
  const pause = Math.min(FIRST_RETRY_MS * 2 ** failures, LONGEST_MS)
  await db
    .updateTable('feeds')
    .set({
      failures: failures + 1,
      next_at: new Date(now().getTime() + pause * (0.9 + Math.random() * 0.2)),
      problem: known
        ? `The feed cannot be read. ${error.message}`
        : 'Readout could not take over what the feed says.',
      next_step: known
        ? NEXT_STEPS[error.code]
        : 'It is tried again by itself. If this stays, look into the service log.',
    })
    .where('show_id', '=', show_id)
    .execute()
}
