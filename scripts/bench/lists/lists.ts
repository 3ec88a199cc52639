import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Bench, median, printFigure, printNote, readArgs } from '#scripts/bench/bench-of.ts'
import { startChild } from '#scripts/bench/child-server.ts'
import { cpuOf, watchCpu } from '#scripts/bench/cpu-of.ts'
import { fillSqlite } from '#scripts/bench/lists/fill-sqlite.ts'
import { seedPayments } from '#scripts/bench/seed-payments.ts'
import { serveApart } from '#scripts/bench/served.ts'
import { withBenchContext } from '#scripts/bench/with-bench-context.ts'

const PAYMENTS = 200_000
const ROUNDS = 5
/** Of each list in each round. */
const REQUESTS = { short: 300, whole: 1_500 }

/** The newest 50 and 100 boosts, beside a bare Express server with node:sqlite that answers the same rows as the same JSON. @param args `--short`, else see `readArgs` */
export const bench: Bench = async (args) => {
  const { payments, execArgv } = readArgs(args, PAYMENTS)
  const requests = args.includes('--short') ? REQUESTS.short : REQUESTS.whole
  const folder = await mkdtemp(join(tmpdir(), 'readout-bench-lists-'))
  try {
    return await withBenchContext(async (bench) => {
      await seedPayments(bench.ctx.db, payments)
      const file = join(folder, 'boosts.sqlite')
      await fillSqlite(bench.ctx, file)
      const service = await serveApart(bench, { execArgv })
      const bare = await startChild(join(import.meta.dirname, 'bare-list.ts'), { BARE_FILE: file })
      try {
        const ours = {
          url: `${service.url}/api/v1/boosts`,
          headers: service.headers,
          cpu: await watchCpu(bench.ctx, service.pid),
        }
        const other = { url: `${bare.url}/`, headers: {}, cpu: () => cpuOf([bare.pid]) }
        const met: boolean[] = []
        for (const limit of [50, 100])
          for (const connections of [1, 20])
            met.push(await besideBare(ours, other, { limit, connections, requests }))
        return met.every(Boolean)
      } finally {
        await bare.stop()
        await service.close()
      }
    }, 'command')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

type Target = { url: string; headers: Record<string, string>; cpu: () => number | null }
/** How many requests over how many connections. */
type Load = { limit: number; connections: number; requests: number }
type Cost = { rate: number; cpu: number }

async function besideBare(ours: Target, bare: Target, load: Load): Promise<boolean> {
  const { limit, connections } = load
  const rounds: { ours: Cost; bare: Cost }[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const costs = {
      bare: await askOften(bare, load),
      ours: await askOften(ours, load),
    }
    if (round > 0) rounds.push(costs)
  }
  const what = `newest ${limit}, ${connections} ${connections === 1 ? 'connection' : 'connections'}`
  const [own, other] = [
    median(rounds.map((each) => each.ours.cpu)),
    median(rounds.map((each) => each.bare.cpu)),
  ]
  printNote(
    `${what}: ${say(rounds.map((each) => each.ours.rate))} a second, bare ${say(rounds.map((each) => each.bare.rate))}; ` +
      `processor ${own.toFixed(2)} ms each, bare ${other.toFixed(2)} ms`,
  )
  const rate = median(rounds.map((each) => each.ours.rate / each.bare.rate))
  return [
    printFigure(`${what}, beside a bare Express with SQLite`, rate, { atLeast: 0.8 }),
    // On a busy machine the clock says little.
    printFigure(`${what}, processor time beside it`, own / other, { atMost: 1.25 }),
  ].every(Boolean)
}

function say(rates: readonly number[]): string {
  return rates.map((rate) => Math.round(rate)).join(', ')
}

async function askOften(
  { url, headers, cpu }: Target,
  { limit, connections, requests }: Load,
): Promise<Cost> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  let left = requests
  const worker = async () => {
    while (left-- > 0) await ask(`${url}?limit=${limit}`, headers, agent)
  }
  const before = cpu() ?? Number.NaN
  const start = performance.now()
  await Promise.all(Array.from({ length: connections }, worker))
  const took = performance.now() - start
  agent.destroy()
  return { rate: (requests * 1000) / took, cpu: ((cpu() ?? Number.NaN) - before) / requests }
}

function ask(url: string, headers: Record<string, string>, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${url} answers ${answer.statusCode}`))
      answer.resume().on('end', resolve).on('error', reject)
    }).on('error', reject)
  })
}
