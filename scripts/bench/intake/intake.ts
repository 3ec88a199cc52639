import { join } from 'node:path'
import { createKey } from '#api/auth/key/api-key.ts'
import { type Bench, printFigure, printNote } from '#scripts/bench/bench-of.ts'
import { startChild } from '#scripts/bench/child-server.ts'
import { copyRatio } from '#scripts/bench/intake/copy-ratio.ts'
import { importOverHttp } from '#scripts/bench/intake/import-over-http.ts'
import { listRatios } from '#scripts/bench/intake/list-ratios.ts'
import { singlePosts } from '#scripts/bench/intake/single-posts.ts'
import { withBenchContext } from '#scripts/bench/with-bench-context.ts'

const SERVE = join(import.meta.dirname, '..', 'serve.ts')
const PAYMENTS = 200_000
const MIB = 1024 * 1024

/**
 * What intake costs: an import beside COPY of the same rows, single payments beside a bare INSERT, lists of a million beside
 * lists of ten thousand.
 * @param args which parts, `import`, `posts` and `lists`; all by default; `--payments=50000` imports fewer,
 * `--cpu-prof` profiles the service
 */
export const bench: Bench = async (args) => {
  const parts = args.filter((arg) => !arg.startsWith('--'))
  const execArgv = args.filter((arg) => arg.startsWith('--cpu-prof'))
  const given = args.find((arg) => arg.startsWith('--payments='))
  const count = given ? Number(given.slice('--payments='.length)) : PAYMENTS
  const asked = (part: string) => parts.length === 0 || parts.includes(part)
  const met: boolean[] = []
  if (asked('import') || asked('posts'))
    await withBenchContext(async ({ ctx, env }) => {
      const { key } = await createKey(ctx.db, { name: 'bench', scopes: ['intake'], source: null })
      const service = await startChild(SERVE, env, execArgv)
      try {
        if (asked('import')) {
          const took = await importOverHttp(service.url, key, count)
          const peak = await service.peak()
          const copied = await copyRatio(ctx)
          printNote(
            `${count} payments over NDJSON in ${(took / 1000).toFixed(1)} s, ${Math.round((count / took) * 1000)} a second`,
          )
          printNote(`COPY of the same rows in ${(copied / 1000).toFixed(1)} s`)
          met.push(
            printFigure('import over NDJSON, as a part of the speed of COPY', copied / took, {
              atLeast: 0.25,
            }),
          )
          met.push(printFigure('memory of the service during it', peak / MIB, { atMost: 300 }, ' MiB'))
        }
        if (asked('posts')) met.push(await singlePosts(ctx, service.url, key))
      } finally {
        await service.stop()
      }
    }, 'command')
  if (asked('lists')) met.push(...(await listRatios()))
  return met.every(Boolean)
}
