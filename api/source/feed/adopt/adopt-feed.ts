import { sql, type Transaction } from 'kysely'
import type { Context } from '#api/context.ts'
import { FetchProblem } from '#api/fetch/fetch-problem.ts'
import { learnShowName } from '#api/show/change/name-show.ts'
import { adoptItems } from '#api/source/feed/adopt/adopt-items.ts'
import { adoptLive } from '#api/source/feed/adopt/adopt-live.ts'
import { type News, type Plan, planNews, readVersion } from '#api/source/feed/adopt/plan-news.ts'
import { writeShowValue } from '#api/source/feed/adopt/write-value.ts'
import { type FeedItem, identifyItems } from '#api/source/feed/match/identify-items.ts'
import type { FeedReading } from '#api/source/feed/read/read-feed.ts'
import { isWorseTitle } from '#api/source/feed/read/read-title.ts'
import { shareByFeed } from '#api/source/feed/share-by-feed.ts'
import { beginTask, decide } from '#api/task/begin-task.ts'
import { indexable } from '#db/query/index-key.ts'
import { lockKeys } from '#db/query/locks.ts'
import type { DB } from '#db/schema/index.ts'

type Means = Pick<Context, 'db' | 'now' | 'stopping' | 'tasks'>

/** So many rows, about, are written in one transaction: whoever resolves names waits for it. */
const ROWS = 500
/** So often news are found anew beside others' work; after that they are found while others wait. */
const TRIES = 3

/**
 * Takes over what a feed says of its show and of its episodes, as far as it is new.
 * @returns false where the service stopped before all was adopted over
 * @throws FetchProblem where the feed is another show's
 */
export async function adoptFeed(ctx: Means, showId: number, reading: FeedReading): Promise<boolean> {
  const tasks = await decide(ctx.db, async (trx) => {
    await adoptShow(trx, showId, reading)
    const changed = await writeShowValue(trx, showId, reading.recipients, ctx.now())
    return changed ? await shareByFeed(trx, showId) : []
  })
  const adopted = await adoptAllItems(ctx, showId, reading)
  const joined = adopted.isWhole ? await adoptLive(ctx, showId, reading.live) : []
  await ctx.tasks.finish([...tasks, ...adopted.tasks, ...joined])
  return adopted.isWhole
}

async function adoptAllItems(
  ctx: Means,
  showId: number,
  reading: FeedReading,
): Promise<{ tasks: string[]; isWhole: boolean }> {
  const { items, shared_guids } = identifyItems(reading.items, await readSharedGuids(ctx.db, showId))
  if (shared_guids.length > 0) await decide(ctx.db, (trx) => writeSharedGuids(trx, showId, shared_guids))
  const tasks: string[] = []
  const plan = () => planNews(ctx.db, showId, items)
  let left: Left = { plan: await plan(), survivors: new Map() }
  const hasNewValue = left.plan.news.some(({ item, said }) => item.value !== (said?.value ?? ''))
  for (let stale = 0; left.plan.news.length > 0; ) {
    if (ctx.stopping.aborted) return { tasks, isWhole: false }
    const adopted = await adoptBatch(ctx, showId, items, left, stale >= TRIES)
    if (!adopted) stale++
    tasks.push(...(adopted?.tasks ?? []))
    left = adopted ?? { plan: await plan(), survivors: new Map() }
  }
  const gone = await decide(ctx.db, async (trx) => {
    await markGone(
      trx,
      showId,
      items.map(({ key }) => indexable(key)),
    )
    // An episode's own value block, or another's music in it, may settle claims that were open.
    return hasNewValue ? [await beginTask(trx, { kind: 'judge-claims', show: showId, after: null })] : []
  })
  return { tasks: [...tasks, ...gone], isWhole: true }
}

/** What is still to be adopted over. */
type Left = { plan: Plan; survivors: ReadonlyMap<string, string> }

/**
 * Takes over the first of the news.
 * @param anew whether news that no longer hold are found anew at once, while others wait
 * @returns null where they no longer hold
 */
async function adoptBatch(
  ctx: Means,
  showId: number,
  items: readonly FeedItem[],
  { plan, survivors }: Left,
  anew: boolean,
): Promise<(Left & { tasks: string[] }) | null> {
  return await decide(ctx.db, async (trx) => {
    await lockKeys(trx, 'episodes', [String(showId)])
    const holds = plan.version === (await readVersion(trx, showId))
    if (!holds && !anew) return null
    const { news } = holds ? plan : await planNews(trx, showId, items)
    const size = batchOf(news)
    const adopted = await adoptItems(trx, showId, news.slice(0, size), holds ? survivors : new Map())
    return { ...adopted, plan: { news: news.slice(size), version: await readVersion(trx, showId) } }
  })
}

/** How many of the first items go into one transaction: one, however many it pays. */
function batchOf(news: readonly News[]): number {
  let rows = 0
  const end = news.findIndex(({ item }) => {
    rows += 4 + (item.recipients?.length ?? 0) + item.time_splits.length
    return rows > ROWS
  })
  return end < 0 ? news.length : Math.max(1, end)
}

async function readSharedGuids(db: Context['db'], showId: number): Promise<string[]> {
  const rows = await db
    .selectFrom('episode_names')
    .select('value')
    .where('show_id', '=', showId)
    .where('kind', '=', 'guid')
    .where('episode_id', 'is', null)
    .execute()
  return rows.map(({ value }) => value)
}

/** A guid that several items have names none of them, whatever payments say. */
async function writeSharedGuids(
  trx: Transaction<DB>,
  showId: number,
  guids: readonly string[],
): Promise<void> {
  await sql`
    insert into episode_names (show_id, kind, value, episode_id)
    select ${showId}, 'guid', guid, null from unnest(${guids}::text[]) guid
    on conflict (show_id, kind, value) do update set episode_id = null where episode_names.episode_id is not null`.execute(
    trx,
  )
}

/** Notes which items the feed has no more. What was said of an episode that has another item now is forgotten. */
async function markGone(trx: Transaction<DB>, showId: number, keys: readonly string[]): Promise<void> {
  const gone = sql`show_id = ${showId} and not exists (select from unnest(${keys}::text[]) own where own = key)`
  await sql`
    delete from feed_items where ${gone} and episode_id in (
      select episode_id from feed_items where show_id = ${showId} and key = any(${keys}::text[]))`.execute(
    trx,
  )
  await sql`update feed_items set in_feed = false where ${gone} and in_feed is distinct from false`.execute(
    trx,
  )
}

/**
 * Takes over what the feed says of its show: the title where the feed has a new one, and the names by which payments may name
 * the show.
 * @throws FetchProblem where the feed is another show's
 */
async function adoptShow(
  trx: Transaction<DB>,
  showId: number,
  { title, guid }: Pick<FeedReading, 'title' | 'guid'>,
): Promise<void> {
  if (guid !== null) {
    const owner = await learnShowName(trx, showId, 'guid', guid)
    if (owner !== null)
      throw new FetchProblem('address', `It is the feed of ${owner}. Merge the two shows if they are one.`)
  }
  if (title === null) return
  await learnShowName(trx, showId, 'title', title)
  const feed = await trx.selectFrom('feeds').select('title').where('show_id', '=', showId).executeTakeFirst()
  // A title that a host gave stays until the feed has a new one.
  if (feed?.title === title) return
  const show = await trx.selectFrom('shows').select('title').where('id', '=', showId).executeTakeFirst()
  if (show && !isWorseTitle(title, show.title))
    await trx.updateTable('shows').set({ title }).where('id', '=', showId).execute()
}
