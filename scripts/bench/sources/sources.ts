import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createKey } from '#api/auth/key/api-key.ts'
import type { SourceJson } from '#api/contract/source.ts'
import { type Bench, printFigure, printNote } from '#scripts/bench/bench-of.ts'
import { type ChildServer, startChild } from '#scripts/bench/child-server.ts'
import { importOverHttp } from '#scripts/bench/intake/import-over-http.ts'
import { measureSettles } from '#scripts/bench/sources/measure-settles.ts'
import { withBenchContext } from '#scripts/bench/with-bench-context.ts'

const SERVE = join(import.meta.dirname, '..', 'serve.ts')
const NODE = join(import.meta.dirname, 'node.ts')
const PAYMENTS = 200_000

/**
 * What following a node costs: reading its history beside an import of the same payments, and how soon a payment that settles
 * is on an open page.
 * @param args `--payments=50000` takes fewer; `--cpu-prof` profiles the service
 */
export const bench: Bench = async (args) => {
  const given = args.find((arg) => arg.startsWith('--payments='))
  const count = given ? Number(given.slice('--payments='.length)) : PAYMENTS
  const execArgv = args.filter((arg) => arg.startsWith('--cpu-prof'))
  const imported = await timeImport(count)
  printNote(`${count} payments over NDJSON in ${(imported / 1000).toFixed(1)} s`)
  const node = await startChild(NODE, { BENCH_PAYMENTS: String(count) })
  try {
    return await withBenchContext(async ({ ctx, env }) => {
      const { key } = await createKey(ctx.db, { name: 'bench', scopes: ['admin'], source: null })
      const service = await startChild(SERVE, env, execArgv)
      try {
        const read = await timeHistory(service, key, node, count)
        printNote(`${count} invoices of the node in ${(read / 1000).toFixed(1)} s`)
        printNote(`memory of the service: ${Math.round((await service.peak()) / 1024 / 1024)} MiB`)
        const met = [
          printFigure('history of a node, as a part of the speed of the import', imported / read, {
            atLeast: 0.5,
          }),
          await measureSettles(service.url, key, node),
        ]
        return met.every(Boolean)
      } finally {
        await service.stop()
      }
    }, 'command')
  } finally {
    await node.stop()
  }
}

async function timeImport(count: number): Promise<number> {
  return await withBenchContext(async ({ ctx, env }) => {
    const { key } = await createKey(ctx.db, { name: 'bench', scopes: ['intake'], source: null })
    const service = await startChild(SERVE, env)
    try {
      return await importOverHttp(service.url, key, count)
    } finally {
      await service.stop()
    }
  }, 'command')
}

/** From adding the source until all of it is recorded, in milliseconds. */
async function timeHistory(
  service: ChildServer,
  key: string,
  node: ChildServer,
  count: number,
): Promise<number> {
  const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' }
  const ask = async (path: string, body?: unknown): Promise<SourceJson> => {
    const answer = await fetch(`${service.url}/api/v1/sources${path}`, {
      headers,
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    })
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
    return (await answer.json()) as SourceJson
  }
  const start = performance.now()
  await ask('', { kind: 'lnd', name: 'node', whose: 'show', settings: JSON.parse(node.url) })
  for (let listed = 0; listed < count; ) {
    await sleep(100)
    const { history, problem } = await ask('/node')
    if (problem) throw new Error(problem)
    if (history) listed = history.listed
    else if (listed > 0) break
  }
  return performance.now() - start
}
