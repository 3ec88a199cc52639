import { type Bench, printFigure, printNote, readArgs } from '#scripts/bench/bench-of.ts'
import { copyRatio } from '#scripts/bench/intake/copy-ratio.ts'
import { importOverHttp } from '#scripts/bench/intake/import-over-http.ts'
import { listRatios } from '#scripts/bench/intake/list-ratios.ts'
import { singlePosts } from '#scripts/bench/intake/single-posts.ts'
import { serveApart } from '#scripts/bench/served.ts'
import { type BenchContext, withBenchContext } from '#scripts/bench/with-bench-context.ts'

const PAYMENTS = 200_000
const MIB = 1024 * 1024

/**
 * What intake costs: an import beside COPY of the same rows, single payments beside a bare INSERT, lists of a million beside
 * lists of ten thousand.
 * @param args which parts, `import`, `posts` and `lists`, all by default; else see `readArgs`
 */
export const bench: Bench = async (args) => {
  const { payments, execArgv, words } = readArgs(args, PAYMENTS)
  const asked = (part: string) => words.length === 0 || words.includes(part)
  const met: boolean[] = []
  if (asked('import') || asked('posts'))
    await withBenchContext(async (bench) => {
      const service = await serveApart(bench, { execArgv })
      try {
        if (asked('import')) met.push(...(await measureImport(bench, service, payments)))
        if (asked('posts')) met.push(await singlePosts(bench.ctx, service))
      } finally {
        await service.close()
      }
    }, 'command')
  if (asked('lists')) met.push(...(await listRatios()))
  return met.every(Boolean)
}

async function measureImport(
  { ctx }: BenchContext,
  service: Awaited<ReturnType<typeof serveApart>>,
  payments: number,
): Promise<boolean[]> {
  const took = await importOverHttp(service, payments)
  const peak = await service.peak()
  const copied = await copyRatio(ctx)
  const rate = Math.round((payments / took) * 1000)
  printNote(`${payments} payments over NDJSON in ${(took / 1000).toFixed(1)} s, ${rate} a second`)
  printNote(`COPY of the same rows in ${(copied / 1000).toFixed(1)} s`)
  return [
    printFigure('import over NDJSON, as a part of the speed of COPY', copied / took, { atLeast: 0.25 }),
    printFigure('memory of the service during it', peak / MIB, { atMost: 300 }, ' MiB'),
  ]
}
