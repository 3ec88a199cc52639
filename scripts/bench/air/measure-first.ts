import { sql } from 'kysely'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import { readInTurns } from '#scripts/bench/air/read-in-turns.ts'
import { printFigure, printNote, timed } from '#scripts/bench/bench-of.ts'
import { ask, type Served, serve } from '#scripts/bench/served.ts'
import { type BenchContext, withBenchContext } from '#scripts/bench/with-bench-context.ts'

const FEW = 50
const MANY = 5_000
const FRESH = 40
const DAY_MS = 24 * 3600 * 1000

/** The first segment of a show with 40 new boosts: what a hundred times as many of past years cost. */
export async function measureFirst(): Promise<boolean> {
  return await withBenchContext((few) =>
    withBenchContext(async (many) => {
      const [small, large] = [await prepare(few, FEW), await prepare(many, MANY)]
      const [a, b] = await readInTurns(
        () => read(small),
        () => read(large),
      )
      await small.close()
      await large.close()
      printNote(
        `a first segment: ${a.toFixed(1)} ms with ${FEW} past boosts, ${b.toFixed(1)} ms with ${MANY}`,
      )
      return printFigure('GET /segments/current of a first segment, ratio', b / a, { atMost: 1.5 })
    }),
  )
}

async function read(served: Served): Promise<number> {
  return await timed(() => ask(served, '/segments/current?show=show'))
}

async function prepare(bench: BenchContext, past: number): Promise<Served> {
  const served = await serve(bench.ctx)
  const now = bench.ctx.now().getTime()
  const reports = [
    ...Array.from({ length: past }, (_, at) => reportOf(`past ${at}`, now - (30 + (at % 900)) * DAY_MS)),
    ...Array.from({ length: FRESH }, (_, at) => reportOf(`fresh ${at}`, now - at * 60_000)),
  ]
  for (let from = 0; from < reports.length; from += 500)
    await ask(served, '/payments', reports.slice(from, from + 500))
  const segment = await ask<SegmentJson>(served, '/segments/current?show=show')
  if (segment.totals.boosts !== FRESH)
    throw new Error(`There are ${segment.totals.boosts} boosts in the segment`)
  await sql`analyze`.execute(bench.ctx.db)
  return served
}

/** A boost of one of 40 supporters. */
function reportOf(id: string, settled: number) {
  return {
    source: 'bench',
    id,
    settled_at: new Date(settled).toISOString(),
    amount_msat: 3_000_000,
    boostagram: {
      action: 'boost',
      podcast: 'show',
      app_name: 'Fountain',
      sender_name: `supporter ${Number(id.split(' ')[1]) % 40}`,
      message: `Message ${id}`,
    },
  }
}
