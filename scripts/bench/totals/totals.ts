import { sql } from 'kysely'
import type { Context } from '#api/context.ts'
import { followFeed } from '#api/totals/maintain/follow-feed.ts'
import { rebuildTotals } from '#api/totals/maintain/rebuild.ts'
import { type Bench, median, printFigure, printNote, readArgs, timed } from '#scripts/bench/bench-of.ts'
import { seedPayments } from '#scripts/bench/seed-payments.ts'
import { askText, serve } from '#scripts/bench/served.ts'
import { addPayments } from '#scripts/bench/totals/add-payments.ts'
import { withBenchContext } from '#scripts/bench/with-bench-context.ts'

const SMALL = 10_000
const LARGE = 1_000_000
const RUNS = 9
const GETS = 400

/**
 * What totals cost on a million payments beside ten thousand: a run of the job after 1,000 new ones, an answer; and a rebuild beside one GROUP BY.
 * @param args see `readArgs`
 */
export const bench: Bench = async (args) => {
  const { payments: large } = readArgs(args, LARGE)
  const small = await measure(SMALL)
  const big = await measure(large)
  printNote(`on ${SMALL}: ${say(small)}`)
  printNote(`on ${large}: ${say(big)}`)
  return [
    printFigure('a run after 1,000 new payments, beside 10,000', big.run / small.run, { atMost: 2 }),
    printFigure('a rebuild, beside one GROUP BY to the finest cell', big.rebuild / big.group, { atMost: 30 }),
    printFigure('GET totals, beside 10,000', big.get / small.get, { atMost: 1.2 }),
  ].every(Boolean)
}

type Times = { rebuild: number; group: number; run: number; get: number; parts: Record<string, number> }

function say({ rebuild, group, run, get, parts }: Times): string {
  const rest = Object.entries(parts).map(([part, ms]) => `${part} ${ms.toFixed(1)}`)
  return `rebuild ${rebuild.toFixed(0)}, GROUP BY ${group.toFixed(0)}, run ${run.toFixed(0)}, GET ${get.toFixed(2)} ms; ${rest.join(', ')}`
}

async function measure(payments: number): Promise<Times> {
  return await withBenchContext(async ({ ctx }) => {
    await seedPayments(ctx.db, payments, {
      shows: 100,
      episodes: 20,
      supporters: Math.max(500, Math.floor(payments / 20)),
    })
    // The quickest of a few: what else the machine does only adds to it.
    const group = Math.min(...(await each(3, () => groupBy(ctx))))
    const rebuild = Math.min(...(await each(2, () => rebuildFromNothing(ctx))))
    await sql`vacuum analyze`.execute(ctx.db)
    const run = median(
      await each(RUNS, async () => {
        await addPayments(ctx.db)
        return await timed(async () => {
          while (await followFeed(ctx.db)) {
            // To the end.
          }
        })
      }),
    )
    return { rebuild, group, run, ...(await measureGets(ctx)) }
  })
}

async function rebuildFromNothing({ db }: Context): Promise<number> {
  await sql`truncate totals_cells, totals_fiat, totals_hours, totals_slices, totals_supporter_days, totals_supporters, totals_cohorts, totals_parts, totals_people`.execute(
    db,
  )
  return await timed(() => rebuildTotals(db, new AbortController().signal))
}

async function each(count: number, work: () => Promise<number>): Promise<number[]> {
  const times: number[] = []
  for (let n = 0; n < count; n++) times.push(await work())
  return times
}

/** One GROUP BY of all payments to the finest cell that any total is made of. */
async function groupBy({ db }: Context): Promise<number> {
  return await timed(() =>
    sql`
      select count(*), sum(received) from (
        select p.show_id, (p.settled_at at time zone s.time_zone)::date, p.episode_id, p.supporter_id, p.app, p.wallet_id, p.rail,
               p.action, count(*), sum(p.amount_msat) as received, min(p.settled_at), max(p.settled_at)
        from payments p join shows s on s.id = p.show_id
        group by 1, 2, 3, 4, 5, 6, 7, 8
      ) cells`.execute(db),
  )
}

/** Over HTTP, of the show that has the most. */
async function measureGets(ctx: Context): Promise<Pick<Times, 'get' | 'parts'>> {
  const served = await serve(ctx)
  const get = (part: string) => () => askText(served, `/shows/show-1/totals${part}`)
  const time = async (part: string, times: number) => {
    await each(10, () => timed(get(part)))
    return median(await each(times, () => timed(get(part))))
  }
  try {
    const parts: Record<string, number> = {}
    for (const part of ['days', 'months', 'episodes', 'apps', 'wallets', 'hours', 'records', 'supporters'])
      parts[part] = await time(`/${part}`, 5)
    parts['supporters of a year'] = await time('/supporters?period=2026', 5)
    parts['in another zone'] = await time('?from=2026-05-01&to=2026-05-31&tz=Asia/Tokyo', 5)
    parts['of a month'] = await time('?from=2026-05-01&to=2026-05-31', 5)
    return { get: await time('', GETS), parts }
  } finally {
    await served.close()
  }
}
