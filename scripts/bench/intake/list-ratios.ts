import { createServer } from 'node:http'
import { pino } from 'pino'
import { createApp } from '#api/app.ts'
import { createKey } from '#api/auth/key/api-key.ts'
import { type Context, createContext } from '#api/context.ts'
import { openDatabase } from '#db/database.ts'
import { migrate } from '#db/migrate.ts'
import { median, printFigure, printNote, timed } from '#scripts/bench/bench-of.ts'
import { seedPayments } from '#scripts/bench/seed-payments.ts'
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
          times.small.push(await timed(() => small.get(`/api/v1/boosts?limit=50${query}`)))
          times.large.push(await timed(() => large.get(`/api/v1/boosts?limit=50${query}`)))
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
) {
  const own = await openDatabase({ url: database.url, schema })
  await migrate(own)
  await seedPayments(own.db, count)
  const ctx = createContext({ config, database: own, log: pino({ level: 'warn' }) })
  const { key } = await createKey(ctx.db, { name: 'bench', scopes: ['read'], source: null })
  const server = createServer(createApp(ctx))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = address && typeof address === 'object' ? address.port : 0
  return {
    async get(path: string) {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
        headers: { Authorization: `Bearer ${key}` },
      })
      if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}: ${await answer.text()}`)
      await answer.arrayBuffer()
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await own.close()
    },
  }
}
