import type { Context } from '#api/context.ts'
import type { Fetched, Fetcher } from '#api/fetch/create-fetcher.ts'
import { FetchProblem } from '#api/fetch/fetch-problem.ts'
import { type Due, noteFeedProblem, noteVisit, takeUpFeed } from '#api/source/feed/note-visit.ts'
import { type FeedItem, type FeedReading, readFeed } from '#api/source/feed/read-feed.ts'
import { shareByFeed } from '#api/source/feed/share-by-feed.ts'
import { digestValue, takeItems } from '#api/source/feed/take-items.ts'
import { takeShow } from '#api/source/feed/take-show.ts'
import { writeShowValue } from '#api/source/feed/write-value.ts'
import { beginTask, decide } from '#api/task/begin-task.ts'
import { indexable } from '#db/query/index-key.ts'

const MAX_BODY = 20 * 1024 * 1024
const PATIENCE_MS = 30_000
/** So many items are taken over in one transaction. */
const ITEMS = 100

type Means = Pick<Context, 'db' | 'log' | 'now' | 'stopping' | 'tasks'>

/**
 * Fetches a show's feed where it is due, and takes over what it says anew. What is wrong is noted with the feed.
 * @param again even where it has not changed since
 */
export async function refreshFeed(ctx: Means, fetcher: Fetcher, due: Due, again = false): Promise<void> {
  const known = await takeUpFeed(ctx, due)
  try {
    const fetched = await fetcher(due.url.replace(/^http:\/\//i, 'https://'), {
      maxBody: MAX_BODY,
      timeoutMs: PATIENCE_MS,
      signal: ctx.stopping,
      headers: {
        Accept: 'application/rss+xml, application/xml;q=0.9, */*;q=0.5',
        ...(known.etag && !again ? { 'If-None-Match': known.etag } : {}),
        ...(known.last_modified && !again ? { 'If-Modified-Since': known.last_modified } : {}),
      },
    })
    if (fetched.status === 304) return await noteVisit(ctx, due, {})
    if (fetched.status !== 200) throw new FetchProblem('network', `It answers ${fetched.status}.`)
    const reading = readFeed(fetched.body.toString('utf8'))
    if (!reading) throw new FetchProblem('network', 'What it answers is no RSS feed.')
    await takeOver(ctx, due.show_id, reading)
    await noteVisit(ctx, due, { ...visitOf(fetched, reading), changed_at: ctx.now() })
  } catch (error) {
    if (ctx.stopping.aborted) return
    await noteFeedProblem(ctx, due, error)
  }
}

/** The items that say something else than last time. */
async function findNews(db: Means['db'], showId: number, items: readonly FeedItem[]): Promise<FeedItem[]> {
  const rows = await db.selectFrom('feed_items').selectAll().where('show_id', '=', showId).execute()
  const known = new Map(rows.map((row) => [row.key, row]))
  return items.filter((item) => {
    const before = known.get(indexable(item.key))
    return (
      !before ||
      before.episode_id === null ||
      before.title !== item.title ||
      before.published_at?.getTime() !== item.published_at?.getTime() ||
      before.value !== digestValue(item)
    )
  })
}

async function takeOver(ctx: Means, showId: number, reading: FeedReading): Promise<void> {
  const tasks = await decide(ctx.db, async (trx) => {
    await takeShow(trx, showId, reading)
    const changed = await writeShowValue(trx, showId, reading.recipients, ctx.now())
    return changed ? await shareByFeed(trx, showId) : []
  })
  const titles = reading.items.flatMap(({ title }) => title ?? [])
  const news = await findNews(ctx.db, showId, reading.items)
  for (let from = 0; from < news.length && !ctx.stopping.aborted; from += ITEMS)
    tasks.push(
      ...(await decide(ctx.db, (trx) => takeItems(trx, showId, news.slice(from, from + ITEMS), titles))),
    )
  // An episode's own value block, or another's music in it, may settle claims that were open.
  if (news.some((item) => digestValue(item) !== ''))
    tasks.push(
      await decide(ctx.db, (trx) => beginTask(trx, { kind: 'judge-claims', show: showId, after: null })),
    )
  await ctx.tasks.finish(tasks)
}

function visitOf({ headers, movedTo }: Fetched, { title, image_url, guid }: FeedReading) {
  return {
    title,
    image_url,
    guid,
    etag: typeof headers.etag === 'string' ? headers.etag.slice(0, 1000) : null,
    last_modified: headers['last-modified']?.slice(0, 100) ?? null,
    ...(movedTo ? { url: movedTo } : {}),
  }
}
