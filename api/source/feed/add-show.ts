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
 * Adds a show of the hosts' own, before anybody has paid it: with what its feed says, or by its title alone. A feed without a
 * title gives it the name of its host until somebody names it.
 * @returns its slug
 * @throws AppError unprocessable where the feed cannot be read, or its file names no show, conflict where the show is here already
 */
export async function addShow(ctx: Means, wanted: NewShow): Promise<string> {
  if (wanted.time_zone !== undefined) await checkTimeZone(ctx.db, wanted.time_zone)
  const found = wanted.feed === undefined ? null : await look(ctx, wanted.feed)
  const reading = found?.reading ?? (await readText(wanted.feed_text))
  const title = titleOf(wanted, reading)
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
    throw asProblem(error, 'The feed cannot be read. ')
  }
}

async function readText(text: string | undefined): Promise<FeedReading | null> {
  if (text === undefined) return null
  if (text.trim() === '') throw cannotRead('There is nothing in it.')
  try {
    return await readFeed(Buffer.from(text), 'application/rss+xml; charset=utf-8')
  } catch (error) {
    throw asProblem(error, 'The file cannot be read. ')
  }
}

/** A show is told by its title; a file that is cut off may have none. */
function titleOf(wanted: NewShow, reading: FeedReading | null | undefined): string {
  const title = wanted.title ?? reading?.title ?? (wanted.feed && new URL(wanted.feed).hostname)
  if (title === undefined) throw cannotRead('It names no show: it has no title, or is cut off.')
  return title
}

const cannotRead = (why: string) =>
  new AppError(
    'unprocessable',
    `The file cannot be read: ${why} Save the feed once more, then drop that here.`,
  )

async function adoptText(ctx: Means, showId: number, reading: FeedReading): Promise<void> {
  try {
    await adoptFeed(ctx, showId, reading)
  } catch (error) {
    throw asProblem(error, 'The file cannot be taken over. ')
  }
}

/** @param what of it failed, as a sentence with a space after it */
function asProblem(error: unknown, what: string): unknown {
  if (!(error instanceof FetchProblem)) return error
  return new AppError(
    'unprocessable',
    error.code === 'size'
      ? `${what}${error.message} Ask your podcast host for a feed with fewer episodes.`
      : `${what}${error.message} Give the address of the RSS feed, as your podcast host names it, or drop its file here.`,
    { cause: error },
  )
}
