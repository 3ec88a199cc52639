import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '#api/context.ts'
import { createFetcher } from '#api/fetch/create-fetcher.ts'
import { recordRows } from '#api/intake/http/record-rows.ts'
import { refreshFeed } from '#api/source/feed/refresh-feed.ts'
import { atMost, type Bench, printFigure, printNote, timed } from '#scripts/bench/bench-of.ts'
import { startChild } from '#scripts/bench/child-server.ts'
import { copyRatio } from '#scripts/bench/intake/copy-ratio.ts'
import { makeReport } from '#scripts/bench/make-report.ts'
import { withBenchContext } from '#scripts/bench/with-bench-context.ts'

const HOST = join(import.meta.dirname, 'host.ts')
const ITEMS = 5_000
const MIB = 1024 * 1024
/** What a feed fills, each after what it names. */
const TABLES = ['shows', 'show_names', 'episodes', 'episode_names', 'feeds', 'feed_items', 'value_recipients']

/**
 * What taking over the feed of a large archive costs, from asking for it until all is committed: beside COPY of the same rows, in
 * memory, and in the time that others wait meanwhile.
 */
export const bench: Bench = async () => {
  const host = await startChild(HOST, { BENCH_ITEMS: String(ITEMS) })
  try {
    const { url, ca, bytes } = JSON.parse(host.url) as { url: string; ca: string; bytes: number }
    const fetcher = createFetcher({
      mayConnect: (address) => address === '127.0.0.1',
      lookup: (_, __, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
      ca,
    })
    return await withBenchContext(async ({ ctx }) => {
      // Some others first, so that what is loaded and compiled once is not counted.
      const others = await payMeanwhile(ctx, sleep(3_000), 'before')
      const refresh = async () => refreshFeed({ ...ctx, fetcher }, await makeShow(ctx, url), true)
      const before = process.memoryUsage.rss()
      const peak = watchMemory()
      const longest = watchLoop()
      let took = 0
      const meanwhile = await payMeanwhile(
        ctx,
        timed(refresh).then((time) => (took = time)),
        'meanwhile',
      )
      const stretch = longest()
      const grown = peak() - before
      const { problem } = await ctx.db.selectFrom('feeds').select('problem').executeTakeFirstOrThrow()
      if (problem !== null) throw new Error(problem)
      const copied = await copyRatio(ctx, TABLES)
      const again = await timed(refresh)
      printNote(
        `${ITEMS} episodes, ${(bytes / MIB).toFixed(1)} MiB, taken over in ${(took / 1000).toFixed(1)} s`,
      )
      printNote(
        `COPY of the same rows in ${(copied / 1000).toFixed(1)} s; the same feed again in ${(again / 1000).toFixed(1)} s`,
      )
      printNote(
        `payments meanwhile: 9 of 10 within ${atMost(0.9, meanwhile).toFixed(0)} ms, alone ${atMost(0.9, others).toFixed(0)} ms`,
      )
      return [
        printFigure('a feed, as a part of the speed of COPY', copied / took, { atLeast: 0.1 }),
        printFigure('longest standstill of the event loop', stretch, { atMost: 100 }, ' ms'),
        printFigure(
          'what 9 of 10 payments wait longer than alone',
          atMost(0.9, meanwhile) - atMost(0.9, others),
          { atMost: 100 },
          ' ms',
        ),
        printFigure('memory that the service grows by', grown / MIB, { atMost: 200 }, ' MiB'),
      ].every(Boolean)
    })
  } finally {
    await host.stop()
  }
}

async function makeShow({ db }: Context, url: string) {
  const values = { slug: 'archive', title: 'Archive', feed_url: url, status: 'kept' as const }
  await db
    .insertInto('shows')
    .values(values)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { id } = await db
    .selectFrom('shows')
    .select('id')
    .where('slug', '=', 'archive')
    .executeTakeFirstOrThrow()
  return { show_id: id, url }
}

/** Records payments of other shows, one after the other, until work ends. @returns how long each took, in milliseconds */
async function payMeanwhile(ctx: Context, work: Promise<unknown>, run: string): Promise<number[]> {
  let isDone = false
  const end = work.finally(() => {
    isDone = true
  })
  const times: number[] = []
  for (let n = 0; !isDone; n++) {
    times.push(await timed(() => recordRows(ctx, [{ index: 0, value: makeReport(n, run) }], null)))
    await sleep(10)
  }
  await end
  return times
}

/** @returns the most memory until it is asked */
function watchMemory(): () => number {
  let peak = 0
  const look = () => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }
  const watch = setInterval(look, 20)
  return () => {
    clearInterval(watch)
    look()
    return peak
  }
}

/** @returns the longest stretch of work that nothing else had a turn in until it is asked, in milliseconds of this thread's own time */
function watchLoop(): () => number {
  let longest = 0
  let since = process.threadCpuUsage()
  const watch = setInterval(() => {
    const { user, system } = process.threadCpuUsage(since)
    longest = Math.max(longest, (user + system) / 1000)
    since = process.threadCpuUsage()
  }, 2)
  return () => {
    clearInterval(watch)
    return longest
  }
}
