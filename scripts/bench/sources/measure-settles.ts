import { setTimeout as sleep } from 'node:timers/promises'
import { openPage } from '#scripts/bench/air/open-page.ts'
import { median, printFigure, printNote } from '#scripts/bench/bench-of.ts'
import type { ChildServer } from '#scripts/bench/child-server.ts'

const ROUNDS = 60

/** From a payment that settles at the node to the page that has read it, at the median. */
export async function measureSettles(url: string, key: string, node: ChildServer): Promise<boolean> {
  const headers = { Authorization: `Bearer ${key}` }
  const page = await openPage({ url, headers, makeHeaders: async () => headers, close: async () => {} })
  const newest = async () => {
    const answer = await fetch(`${url}/api/v1/boosts?limit=10`, { headers })
    const { items } = (await answer.json()) as { items: { id: string }[] }
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
  const sorted = times.sort((a, b) => a - b)
  printNote(`settle to page: 9 of 10 within ${(sorted[Math.floor(ROUNDS * 0.9)] ?? 0).toFixed(0)} ms`)
  return printFigure(
    'a payment that settles at the node is on an open page, median',
    median(times),
    { atMost: 300 },
    ' ms',
  )
}
