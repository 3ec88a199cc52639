import { ArtworkProblem } from '#api/artwork/artwork-problem.ts'
import { type Artwork, makeArtwork } from '#api/artwork/make-artwork.ts'
import type { Context } from '#api/context.ts'
import { FetchProblem } from '#api/fetch/fetch-problem.ts'

type Means = Pick<Context, 'db' | 'fetcher' | 'log' | 'now' | 'stopping'>
/** A picture whose time has come; without an ETag where it was never taken. */
export type DueArtwork = { show_id: number; url: string; etag: string | null; failures: number }

/** Larger ones are no covers; in bytes. */
const LARGEST = 20 * 1024 * 1024
const PATIENCE_MS = 30_000
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Fetches a picture that a feed names, where it is new. What is wrong is noted, and a picture that was there before stays. */
export async function refreshArtwork(ctx: Means, due: DueArtwork): Promise<void> {
  try {
    const found = await fetchArtwork(ctx, due)
    await write(ctx, due, { ...found, problem: null, failures: 0, next_at: inAbout(ctx, DAY_MS) })
    if (found) await tellReaders(ctx, due.show_id)
  } catch (error) {
    if (ctx.stopping.aborted) return
    const isKnown = error instanceof FetchProblem || error instanceof ArtworkProblem
    if (!isKnown) ctx.log.error({ err: error, show: due.show_id }, 'a picture could not be taken')
    await write(ctx, due, {
      problem: isKnown ? error.message : 'Readout could not take it.',
      failures: due.failures + 1,
      next_at: inAbout(ctx, Math.min(HOUR_MS * 2 ** due.failures, 7 * DAY_MS)),
    })
  }
}

/** @returns null where it has not changed @throws FetchProblem, ArtworkProblem */
async function fetchArtwork(
  { fetcher, stopping }: Means,
  { url, etag }: DueArtwork,
): Promise<(Artwork & { etag: string | null }) | null> {
  const { status, headers, body } = await fetcher(url, {
    maxBody: LARGEST,
    timeoutMs: PATIENCE_MS,
    signal: stopping,
    headers: {
      Accept: 'image/webp, image/jpeg, image/png, image/*;q=0.5',
      ...(etag ? { 'If-None-Match': etag } : {}),
    },
  })
  if (status === 304) return null
  if (status !== 200) throw new FetchProblem('network', `It answers ${status}.`)
  const said = typeof headers.etag === 'string' ? headers.etag.slice(0, 1000) : null
  return { ...(await makeArtwork(body)), etag: said }
}

type Row = Partial<Artwork & { etag: string | null }> & {
  problem: string | null
  failures: number
  next_at: Date
}

async function write({ db }: Means, { show_id, url }: DueArtwork, row: Row): Promise<void> {
  await db
    .insertInto('artwork')
    .values({ show_id, url, ...row })
    .onConflict((conflict) => conflict.columns(['show_id', 'url']).doUpdateSet(row))
    .execute()
}

/** The feed of changes tells every process that keeps pages. */
async function tellReaders({ db }: Means, showId: number): Promise<void> {
  await db
    .updateTable('shows')
    .set((show) => ({ is_public: show.ref('is_public') }))
    .where('id', '=', showId)
    .execute()
}

function inAbout({ now }: Means, ms: number): Date {
  return new Date(now().getTime() + ms * (0.9 + Math.random() * 0.2))
}
