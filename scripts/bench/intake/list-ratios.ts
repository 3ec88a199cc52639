import { pino } from 'pino'
import type { Context } from '#api/context.ts'
import { createContext } from '#api/create-context.ts'
import { openDatabase } from '#db/database.ts'
import { migrate } from '#db/migrate.ts'
import { median, printFigure, printNote, timed } from '#scripts/bench/bench-of.ts'
import { seedPayments } from '#scripts/bench/seed-payments.ts'
import { askText, type Served, serve } from '#scripts/bench/served.ts'
import { withBenchContext } from '#scripts/bench/with-bench-context.ts'

const SMALL = 10_000
const LARGE = 1_000_000
const REQUESTS = 200

const PAGES: [name: string, query: string][] = [
  ['unfiltered', ''],
  ['by show', '&show=show-3'],
  ['with q', '&q=file%20systems'],
  ['with a rare q', '&q=%2347514'],
]

/** Pages of 50 boosts, of a million payments beside ten thousand. @returns whether each target was met */
export async function listRatios(): Promise<boolean[]> {
  return await withBenchContext(async ({ ctx, config }) => {
    const small = await fill(ctx, config, 'bench_small', SMALL)
    const large = await fill(ctx, config, 'bench_large', LARGE)
    const met: boolean[] = []
    try {
      for (const [name, query] of PAGES) {
        const times = { small: [] as number[], large: [] as number[] }
        for (let n = 0; n < REQUESTS; n++) {
          times.small.push(await timed(() => askText(small, `/boosts?limit=50${query}`)))
          times.large.push(await timed(() => askText(large, `/boosts?limit=50${query}`)))
        }
        const [of, beside] = [median(times.large), median(times.small)]
        printNote(
          `page of 50 ${name}: ${of.toFixed(2)} ms of a million, ${beside.toFixed(2)} ms of ten thousand`,
        )
        met.push(
          printFigure(`page of 50 ${name}, a million beside ten thousand`, of / beside, { atMost: 1.5 }),
        )
      }
    } finally {
      await small.close()
      await large.close()
    }
    return met
  })
}

/** A service in this process on a schema of its own, with so many payments. */
async function fill(
  { database }: Pick<Context, 'database'>,
  config: Context['config'],
  schema: string,
  count: number,
): Promise<Served> {
  const own = await openDatabase({ url: database.url, schema })
  await migrate(own)
  await seedPayments(own.db, count)
  const ctx = createContext({ config, database: own, log: pino({ level: 'warn' }) })
  const served = await serve(ctx)
  return {
    ...served,
    async close() {
      await served.close()
      await own.close()
    },
  }
}
