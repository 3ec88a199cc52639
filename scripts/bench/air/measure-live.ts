import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { MarksSince } from '#api/contract/air/mark.ts'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import { type OpenPage, openPage } from '#scripts/bench/air/open-page.ts'
import { atMost, median, printFigure, printNote } from '#scripts/bench/bench-of.ts'
import { ask, type Served, serveApart } from '#scripts/bench/served.ts'
import { withBenchContext } from '#scripts/bench/with-bench-context.ts'

const PAGES = 50
const ROUNDS = 60
const SHOW = 'linux-unplugged'

/** From a payment to the sign on an open page among fifty, and from a mark on one device to it on another. */
export async function measureLive(): Promise<boolean> {
  return await withBenchContext(async (bench) => {
    const served = await serveApart(bench)
    await pay(served, 0)
    const pages = await Promise.all(Array.from({ length: PAGES }, () => openPage(served)))
    const [page] = pages
    if (!page) throw new Error('No page')
    await sleep(500)
    const paid = await measurePayments(served, page)
    const marked = await measureMarks(served, page)
    for (const open of pages) open.close()
    await served.close()
    return paid && marked
  }, 'command')
}

async function measurePayments(served: Served, page: OpenPage): Promise<boolean> {
  const times: number[] = []
  for (let round = 1; round <= ROUNDS; round++) {
    const start = performance.now()
    const heard = page.next('changes')
    await pay(served, round)
    times.push((await heard) - start)
    // Not in step with anything that ticks.
    await sleep(120 + ((round * 37) % 90))
  }
  printNote(`payment to hint: ${spread(times)}`)
  return printFigure(
    'POST /payments to the hint on one of 50 pages, median',
    median(times),
    { atMost: 250 },
    ' ms',
  )
}

async function measureMarks(served: Served, page: OpenPage): Promise<boolean> {
  const segment = await ask<SegmentJson>(served, `/segments/current?show=${SHOW}`)
  const boosts = segment.sections.flatMap((section) =>
    section.kind === 'streams' ? [] : section.groups.flatMap((group) => group.boosts),
  )
  let { revision } = segment
  const times: number[] = []
  for (const boost of boosts.slice(0, ROUNDS)) {
    const start = performance.now()
    const heard = page.next('segment')
    const sent = ask(served, `/segments/${segment.id}/marks`, [
      { op_id: randomUUID(), boost_id: boost.id, set: { status: 'read' }, seen_version: 0, elapsed_ms: 0 },
    ])
    await heard
    const since = await ask<MarksSince>(served, `/segments/${segment.id}/marks?after=${revision}`)
    times.push(performance.now() - start)
    const [item] = since.items
    if (item?.boost_id !== boost.id || item.item.status !== 'read') throw new Error('The mark is not there')
    revision = since.revision
    await sent
    await sleep(40 + ((times.length * 37) % 50))
  }
  printNote(`mark to the other device: ${spread(times)}`)
  return printFigure(
    'a mark on one device is on another, 9 of 10',
    atMost(0.9, times),
    { atMost: 250 },
    ' ms',
  )
}

async function pay(served: Served, number: number): Promise<void> {
  await ask(served, '/payments', {
    source: 'bench',
    id: `live ${number}`,
    settled_at: new Date().toISOString(),
    amount_msat: 3_000_000 + number,
    boostagram: {
      action: 'boost',
      podcast: 'LINUX Unplugged',
      sender_name: `sender ${number}`,
      message: `Message ${number}`,
    },
  })
}

function spread(times: readonly number[]): string {
  const [half, most, all] = [0.5, 0.9, 1].map((part) => atMost(part, times).toFixed(0))
  return `median ${half} ms, 9 of 10 within ${most} ms, slowest ${all} ms`
}
