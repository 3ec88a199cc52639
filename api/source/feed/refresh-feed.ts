import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Context } from '#api/context.ts'
import type { Fetched, Fetcher } from '#api/fetch/create-fetcher.ts'
import { FetchProblem } from '#api/fetch/fetch-problem.ts'
import { hasCode } from '#api/lib/errors.ts'
import { adoptFeed } from '#api/source/feed/adopt/adopt-feed.ts'
import { askEvents } from '#api/source/feed/event/ask-event.ts'
import { type FeedReading, readFeed } from '#api/source/feed/read/read-feed.ts'
import { isWorseTitle } from '#api/source/feed/read/read-title.ts'
import { type Due, resolveFeed, writeFeedProblem, writeVisit } from '#api/source/feed/write-visit.ts'
import type { Feed } from '#db/schema/feed.ts'

/** Some 12,000 episodes with long notes: it is held in memory, which small machines have little of. */
export const LARGEST_FEED = 50 * 1024 * 1024
const PATIENCE_MS = 60_000
/** A show that moved from host to host has a chain of them behind it. */
const MOST_REDIRECTS = 8

type Means = Pick<Context, 'db' | 'fetcher' | 'log' | 'now' | 'stopping' | 'tasks'>

/**
 * Fetches a show's feed where it is due, and takes over what it says anew. What is wrong is noted with the feed.
 * @param again even where it has not changed since
 */
export async function refreshFeed(ctx: Means, due: Due, again = false): Promise<void> {
  const known = await resolveFeed(ctx, due)
  try {
    const found = await fetchFeed(
      ctx.fetcher,
      again ? { ...known, etag: null, last_modified: null } : known,
      ctx.stopping,
    )
    if (found) await takeOver(ctx, due, found, known.title)
    else await writeVisit(ctx, due, {})
    await askEvents(ctx, due.show_id)
  } catch (error) {
    if (ctx.stopping.aborted) return
    await writeFeedProblem(ctx, due, error)
  }
}

/** Takes over what a show's feed said for the first time. What is wrong is noted with the feed. */
export async function takeFirst(ctx: Means, due: Due, found: FoundFeed): Promise<void> {
  await resolveFeed(ctx, due)
  try {
    await takeOver(ctx, due, found, null)
  } catch (error) {
    if (!ctx.stopping.aborted) await writeFeedProblem(ctx, due, error)
  }
}

async function takeOver(ctx: Means, due: Due, found: FoundFeed, known: string | null): Promise<void> {
  const isWorse = found.reading.title === null || isWorseTitle(found.reading.title, known)
  const reading = isWorse ? { ...found.reading, title: known } : found.reading
  if (!(await adoptFeed(ctx, due.show_id, reading))) return
  const { title, image_url, guid, site_url, metaboost } = reading
  const said = { title, image_url, guid, site_url, metaboost: JSON.stringify(metaboost) }
  await writeVisit(ctx, due, { ...found.visit, ...said, changed_at: ctx.now() })
}

/** What a feed says, and what tells whether it changes. */
export type FoundFeed = { reading: FeedReading; visit: ReturnType<typeof visitOf> }

/** Fetches a feed and reads it; its bytes are let go of. @returns null where it has not changed @throws FetchProblem */
export async function fetchFeed(
  fetcher: Fetcher,
  { url, etag, last_modified }: Pick<Feed, 'url' | 'etag' | 'last_modified'>,
  signal: AbortSignal,
): Promise<FoundFeed | null> {
  const fetched = await fetcher(url, {
    secured: true,
    redirects: MOST_REDIRECTS,
    maxBody: LARGEST_FEED,
    timeoutMs: PATIENCE_MS,
    signal,
    headers: {
      Accept: 'application/rss+xml, application/xml;q=0.9, */*;q=0.5',
      ...(etag ? { 'If-None-Match': etag } : {}),
      ...(last_modified ? { 'If-Modified-Since': last_modified } : {}),
    },
  })
  if (fetched.status === 304) return null
  if (fetched.status !== 200) throw new FetchProblem('network', sayStatus(fetched.status))
  const reading = await readFeed(await unpack(fetched.body), fetched.headers['content-type'])
  return { reading, visit: visitOf(fetched) }
}

/** What an answer without a feed means. */
function sayStatus(status: number): string {
  if (status === 404 || status === 410) return `There is no feed at its address (${status}).`
  if (status === 401 || status === 403) return `Its host does not let Readout read it (${status}).`
  if (status === 429) return `Its host is asked too often (${status}).`
  return status >= 500 ? `Its host is out of order (${status}).` : `It answers ${status}.`
}

/** A feed that lies packed on its server, which does not say so. */
async function unpack(body: Buffer): Promise<Buffer> {
  if (body[0] !== 0x1f || body[1] !== 0x8b) return body
  try {
    return await promisify(gunzip)(body, { maxOutputLength: LARGEST_FEED })
  } catch (error) {
    throw hasCode(error, 'ERR_BUFFER_TOO_LARGE')
      ? new FetchProblem('size', `What it answers is larger than ${LARGEST_FEED / 1024 / 1024} MiB.`, {
          cause: error,
        })
      : new FetchProblem('network', 'What its host sends is damaged, and cannot be unpacked.', {
          cause: error,
        })
  }
}

/** What tells whether it changes, and where it has moved. */
function visitOf({ headers, movedTo }: Fetched) {
  return {
    etag: typeof headers.etag === 'string' ? headers.etag.slice(0, 1000) : null,
    last_modified: headers['last-modified']?.slice(0, 100) ?? null,
    ...(movedTo ? { url: movedTo } : {}),
  }
}
