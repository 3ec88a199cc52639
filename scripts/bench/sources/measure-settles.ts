import { setTimeout as sleep } from 'node:timers/promises'
import type { BoostListJson } from '#api/contract/boost.ts'
import { openPage } from '#scripts/bench/air/open-page.ts'
import { atMost, median, printFigure, printNote } from '#scripts/bench/bench-of.ts'
import type { ChildServer } from '#scripts/bench/child-server.ts'
import { ask, type Served } from '#scripts/bench/served.ts'

const ROUNDS = 60

/** From a payment that settles at the node to the page that has read it, at the median. */
export async function measureSettles(service: Served, node: ChildServer): Promise<boolean> {
  const page = await openPage(service)
  const newest = async () => {
    const { items } = await ask<BoostListJson>(service, '/boosts?limit=10')
    return items[0]?.id
  }
  // The first comes before all is warm, and after the page is told of nothing else.
  await sleep(3_000)
  const times: number[] = []
  let last = await newest()
  for (let round = 0; round <= ROUNDS; round++) {
    const start = performance.now()
    const heard = page.next('changes')
    node.send('settle')
    await heard
    let now = await newest()
    for (; now === last; now = await newest()) await sleep(5)
    if (round > 0) times.push(performance.now() - start)
    last = now
    // Not in step with anything that ticks.
    await sleep(120 + ((round * 37) % 90))
  }
  page.close()
  printNote(`settle to page: 9 of 10 within ${atMost(0.9, times).toFixed(0)} ms`)
  return printFigure(
    'a payment that settles at the node is on an open page, median',
    median(times),
    { atMost: 300 },
    ' ms',
  )
}
