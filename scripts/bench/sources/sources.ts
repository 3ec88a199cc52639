import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { SourceJson } from '#api/contract/source.ts'
import { type Bench, printFigure, printNote, readArgs } from '#scripts/bench/bench-of.ts'
import { type ChildServer, startChild } from '#scripts/bench/child-server.ts'
import { importOverHttp } from '#scripts/bench/intake/import-over-http.ts'
import { ask, type Served, serveApart } from '#scripts/bench/served.ts'
import { measureSettles } from '#scripts/bench/sources/measure-settles.ts'
import { withBenchContext } from '#scripts/bench/with-bench-context.ts'

const NODE = join(import.meta.dirname, 'node.ts')
const PAYMENTS = 200_000

/**
 * What following a node costs: reading its history beside an import of the same payments, and how soon a payment that settles
 * is on an open page.
 * @param args see `readArgs`
 */
export const bench: Bench = async (args) => {
  const { payments: count, execArgv } = readArgs(args, PAYMENTS)
  const imported = await timeImport(count)
  printNote(`${count} payments over NDJSON in ${(imported / 1000).toFixed(1)} s`)
  const node = await startChild(NODE, { BENCH_PAYMENTS: String(count) })
  try {
    return await withBenchContext(async (bench) => {
      const service = await serveApart(bench, { execArgv })
      try {
        const read = await timeHistory(service, node, count)
        printNote(`${count} invoices of the node in ${(read / 1000).toFixed(1)} s`)
        printNote(`memory of the service: ${Math.round((await service.peak()) / 1024 / 1024)} MiB`)
        const met = [
          printFigure('history of a node, as a part of the speed of the import', imported / read, {
            atLeast: 0.5,
          }),
          await measureSettles(service, node),
        ]
        return met.every(Boolean)
      } finally {
        await service.close()
      }
    }, 'command')
  } finally {
    await node.stop()
  }
}

async function timeImport(count: number): Promise<number> {
  return await withBenchContext(async (bench) => {
    const service = await serveApart(bench)
    try {
      return await importOverHttp(service, count)
    } finally {
      await service.close()
    }
  }, 'command')
}

/** From adding the source until all of it is recorded, in milliseconds. */
async function timeHistory(service: Served, node: ChildServer, count: number): Promise<number> {
  const start = performance.now()
  await ask(service, '/sources', {
    kind: 'lnd',
    name: 'node',
    whose: 'show',
    settings: JSON.parse(node.url),
  })
  for (let listed = 0; listed < count; ) {
    await sleep(100)
    const { history, problem } = await ask<SourceJson>(service, '/sources/node')
    if (problem) throw new Error(problem)
    if (history) listed = history.listed
    else if (listed > 0) break
  }
  return performance.now() - start
}
