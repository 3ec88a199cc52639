import { sql } from 'kysely'
import { closeSegment } from '#api/air/segment/close-segment.ts'
import { openSegmentOf } from '#api/air/segment/find-segment.ts'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import { findShowBySlug } from '#api/show/find-show.ts'
import { readInTurns } from '#scripts/bench/air/read-in-turns.ts'
import { printFigure, printNote, timed } from '#scripts/bench/bench-of.ts'
import { seedPayments } from '#scripts/bench/seed-payments.ts'
import { ask, type Served, serve } from '#scripts/bench/served.ts'
import { type BenchContext, withBenchContext } from '#scripts/bench/with-bench-context.ts'

const FEW = 10_000
const MANY = 1_000_000
const BOOSTS = 2_000
const SHOW = 'show-1'

/** The open segment of a show with 2,000 boosts in it: what a hundred times as many payments besides cost. */
export async function measureCurrent(): Promise<boolean> {
  return await withBenchContext((few) =>
    withBenchContext(async (many) => {
      const [small, large] = [await prepare(few, FEW), await prepare(many, MANY)]
      const [a, b] = await readInTurns(
        () => read(small),
        () => read(large),
      )
      await small.close()
      await large.close()
      printNote(`${BOOSTS} boosts: ${a.toFixed(0)} ms on ${FEW} payments, ${b.toFixed(0)} ms on ${MANY}`)
      return printFigure('GET /segments/current, ratio', b / a, { atMost: 1.3 })
    }),
  )
}

async function read(served: Served): Promise<number> {
  return await timed(() => ask(served, `/segments/current?show=${SHOW}`))
}

/** Payments of years, all of them in closed segments, and an open segment with boosts of old supporters and new ones. */
async function prepare(bench: BenchContext, payments: number): Promise<Served> {
  const { db } = bench.ctx
  await seedPayments(db, payments)
  const show = await findShowBySlug(db, SHOW)
  if (!show) throw new Error('The show is missing')
  const first = await openSegmentOf(db, show, bench.ctx.now())
  const took = await timed(() =>
    closeSegment(db, first.id, { carry_unread: false, as_of: null }, bench.ctx.now()),
  )
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from segment_items`.execute(db)
  printNote(`closing a segment of ${rows[0]?.count} boosts took ${took.toFixed(0)} ms`)
  const served = await serve(bench.ctx)
  const settled = bench.ctx.now().toISOString()
  for (let from = 0; from < BOOSTS; from += 500)
    await ask(
      served,
      '/payments',
      Array.from({ length: 500 }, (_, at) => reportOf(from + at, settled)),
    )
  const segment = await ask<SegmentJson>(served, `/segments/current?show=${SHOW}`)
  if (segment.totals.boosts !== BOOSTS)
    throw new Error(`There are ${segment.totals.boosts} boosts in the segment`)
  await sql`analyze`.execute(db)
  return served
}

/** A boost of one of 400 supporters, half of whom have boosted before. */
function reportOf(number: number, settled_at: string) {
  const sender = number % 400
  return {
    source: 'bench',
    id: `bench ${number}`,
    settled_at,
    amount_msat: (100 + ((number * 7919) % 9000)) * 1000,
    boostagram: {
      action: 'boost',
      podcast: 'show 1',
      app_name: 'Fountain',
      sender_name: sender % 2 === 0 ? `supporter ${1 + ((sender * 31) % 50)}` : `newcomer ${sender}`,
      message: `Message ${number}: loving the show, keep it up, greetings from the road and see you next week`,
    },
  }
}
