import type { Context } from '#api/context.ts'
import type { NewShow } from '#api/contract/show.ts'
import { AppError } from '#api/errors.ts'
import { FetchProblem } from '#api/fetch/fetch-problem.ts'
import { checkTimeZone } from '#api/show/change/check-time-zone.ts'
import { keepShow } from '#api/show/keep-show.ts'
import { adoptFeed } from '#api/source/feed/adopt/adopt-feed.ts'
import { type FeedReading, readFeed } from '#api/source/feed/read/read-feed.ts'
import { type FoundFeed, fetchFeed, takeFirst } from '#api/source/feed/refresh-feed.ts'
import { decide } from '#api/task/begin-task.ts'

type Means = Pick<Context, 'db' | 'fetcher' | 'log' | 'now' | 'stopping' | 'tasks'>

/**
 * Adds a show of the hosts' own, before anybody has paid it: with what its feed says, or by its title alone.
 * @returns its slug
 * @throws AppError unprocessable where the feed cannot be read, conflict where the show is here already
 */
export async function addShow(ctx: Means, wanted: NewShow): Promise<string> {
  if (wanted.time_zone !== undefined) await checkTimeZone(ctx.db, wanted.time_zone)
  const found = wanted.feed === undefined ? null : await look(ctx, wanted.feed)
  const reading = found?.reading ?? (await readText(wanted.feed_text))
  const title = wanted.title ?? reading?.title ?? hostOf(wanted.feed)
  const { id, slug } = await decide(ctx.db, (trx) =>
    keepShow(
      trx,
      { guid: reading?.guid ?? undefined, feed_url: wanted.feed, title },
      { title, feed_url: wanted.feed ?? null, time_zone: wanted.time_zone },
    ),
  )
  if (found && wanted.feed !== undefined) await takeFirst(ctx, { show_id: id, url: wanted.feed }, found)
  else if (reading) await adoptText(ctx, id, reading)
  return slug
}

async function look({ fetcher, stopping }: Means, url: string): Promise<FoundFeed | null> {
  try {
    return await fetchFeed(fetcher, { url, etag: null, last_modified: null }, stopping)
  } catch (error) {
    throw asProblem(error, 'The feed cannot be read')
  }
}

async function readText(text: string | undefined): Promise<FeedReading | null> {
  if (text === undefined) return null
  try {
    return await readFeed(Buffer.from(text), 'application/rss+xml; charset=utf-8')
  } catch (error) {
    throw asProblem(error, 'The file cannot be read')
  }
}

async function adoptText(ctx: Means, showId: number, reading: FeedReading): Promise<void> {
  try {
    await adoptFeed(ctx, showId, reading)
  } catch (error) {
    throw asProblem(error, 'The file cannot be taken over')
  }
}

function asProblem(error: unknown, what: string): unknown {
  if (!(error instanceof FetchProblem)) return error
  const step =
    error.code === 'size'
      ? 'Ask your podcast host for a feed with fewer episodes.'
      : 'Give the address of the RSS feed, as your podcast host names it, or drop its file here.'
  return new AppError('unprocessable', `${what}: ${error.message} ${step}`, { cause: error })
}

/** What a feed without a title is called until somebody names it. */
function hostOf(feed: string | undefined): string {
  return feed === undefined ? 'My show' : new URL(feed).hostname
}
