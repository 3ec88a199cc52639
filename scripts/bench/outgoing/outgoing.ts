import { randomUUID } from 'node:crypto'
import { notifyLive } from '#api/live/notify-live.ts'
import { type Bench, median, printFigure, printNote, readArgs, timed } from '#scripts/bench/bench-of.ts'
import { queueBoosts } from '#scripts/bench/outgoing/queue-boosts.ts'
import { startReceiver } from '#scripts/bench/outgoing/receiver.ts'
import { ask, type Served, serveApart } from '#scripts/bench/served.ts'
import { type BenchContext, withBenchContext } from '#scripts/bench/with-bench-context.ts'

const FIRINGS = 10_000
const RULES = 20
const POSTS = 300
/** One boost every so often, as in a good show's best minute. */
const EVERY_MS = 50
const WAIT_MS = 5 * 60_000
/** Posts in turns with the rules at work and at rest, so that both see the same machine. */
const TURNS = 12
const TURN_POSTS = 400
const CONNECTIONS = 20
/** Until the service has noticed that rules changed, and told what was left. */
const SETTLE_MS = 1_500

/**
 * How soon a webhook hears of a boost, with 20 rules of which all but one fail slowly; what such rules cost single posts; and how soon what
 * was queued is told after a process was killed in the middle of it.
 * @param args which parts, `delay`, `posts` and `queue`, all by default; else see `readArgs`: how many are queued
 */
export const bench: Bench = async (args) => {
  const { payments: firings, execArgv, words } = readArgs(args, FIRINGS)
  const asked = (part: string) => words.length === 0 || words.includes(part)
  const met: boolean[] = []
  if (asked('delay'))
    await withBenchContext(async (bench) => {
      met.push(await measureDelay(bench, execArgv))
    }, 'command')
  if (asked('posts'))
    await withBenchContext(async (bench) => {
      met.push(await measurePosts(bench, execArgv))
    }, 'command')
  if (asked('queue'))
    await withBenchContext(async (bench) => {
      met.push(...(await measureQueue(bench, firings, execArgv)))
    }, 'command')
  return met.every(Boolean)
}

async function measureDelay(bench: BenchContext, execArgv: readonly string[]): Promise<boolean> {
  const receiver = await startReceiver()
  const service = await serveApart(bench, { execArgv })
  try {
    await makeWay(service, 'hears', `${receiver.address}/hears`)
    await ask(service, '/sending-rules', { event: 'arrived', way: 'hears' })
    for (let n = 1; n < RULES; n++) {
      await makeWay(service, `fails ${n}`, `${receiver.address}/fails`)
      await ask(service, '/sending-rules', { event: 'arrived', way: `fails ${n}` })
    }
    const delays: number[] = []
    const posts: number[] = []
    for (let n = 0; n < POSTS; n++) {
      const words = randomUUID()
      const begun = performance.now()
      posts.push(await timed(() => ask(service, '/payments', boostOf(words))))
      const recorded = performance.now()
      void receiver.heard(words).then((at) => delays.push(at - recorded))
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, begun + EVERY_MS - performance.now())))
    }
    await receiver.count(POSTS, WAIT_MS)
    const sorted = delays.toSorted((a, b) => a - b)
    printNote(
      `recorded to told in ms: ${[0, 0.25, 0.5, 0.75, 0.95, 1].map((part) => Math.round(sorted[Math.floor((sorted.length - 1) * part)] ?? 0)).join(', ')} (least, quarters, 95 of 100, most); a post took ${median(posts).toFixed(1)}`,
    )
    return printFigure(
      `recorded to webhook sent, median, ${RULES} rules, ${1000 / EVERY_MS} boosts a second`,
      median(delays),
      { atMost: 300 },
      ' ms',
    )
  } finally {
    await service.close()
    await receiver.close()
  }
}

async function measurePosts(bench: BenchContext, execArgv: readonly string[]): Promise<boolean> {
  const receiver = await startReceiver()
  const service = await serveApart(bench, { execArgv })
  const { db } = bench.ctx
  try {
    for (let n = 0; n < RULES; n++) {
      await makeWay(service, `fails ${n}`, `${receiver.address}/fails`)
      await ask(service, '/sending-rules', { event: 'arrived', way: `fails ${n}` })
    }
    const headers = await Promise.all(Array.from({ length: CONNECTIONS }, () => service.makeHeaders()))
    const postAll = () =>
      timed(() =>
        Promise.all(
          headers.map(async (own) => {
            for (let n = 0; n < TURN_POSTS / CONNECTIONS; n++)
              await ask({ ...service, headers: own }, '/payments', boostOf(randomUUID()))
          }),
        ),
      )
    const withRules: number[] = []
    const without: number[] = []
    await postAll()
    for (let turn = 0; turn < TURNS; turn++) {
      const active = turn % 2 === 0
      await db.updateTable('sending_rules').set({ active }).execute()
      await notifyLive(db, { kind: 'outgoing' })
      await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
      ;(active ? withRules : without).push(await postAll())
    }
    const rates = [withRules, without].map((times) => Math.round((TURN_POSTS * 1000) / median(times)))
    printNote(`single posts over ${CONNECTIONS} connections: ${rates.join(' a second with rules, ')} without`)
    return printFigure(
      `rate of single posts with ${RULES} rules whose ways fail slowly, beside none`,
      median(without) / median(withRules),
      { atLeast: 0.95 },
    )
  } finally {
    await service.close()
    await receiver.close()
  }
}

async function measureQueue(
  bench: BenchContext,
  firings: number,
  execArgv: readonly string[],
): Promise<boolean[]> {
  const receiver = await startReceiver()
  try {
    const first = await serveApart(bench, { execArgv })
    await makeWay(first, 'hears', `${receiver.address}/hears`)
    await first.close()
    const ids = await queueBoosts(bench.ctx, 'hears', firings)
    const begun = performance.now()
    const killed = await serveApart(bench)
    await receiver.count(firings / 5, WAIT_MS)
    process.kill(killed.pid, 'SIGKILL')
    const atKill = receiver.ids.length
    const again = performance.now()
    const last = await serveApart(bench, { execArgv })
    await receiver.until(() => new Set(receiver.ids).size === firings, WAIT_MS)
    const took = performance.now() - again
    await last.close()
    const inOrder = [...new Set(receiver.ids)].every((id, n) => id === ids[n])
    printNote(
      `${firings} queued: ${atKill} told before SIGKILL, ${((again - begun) / 1000).toFixed(1)} s; the rest in ${(took / 1000).toFixed(1)} s with its start, ${Math.round(((firings - atKill) * 1000) / took)} a second`,
    )
    return [
      printFigure('told at all', new Set(receiver.ids).size, { atLeast: firings }),
      printFigure('told twice, of what was under way at the kill', receiver.ids.length - firings, {
        atMost: 1,
      }),
      printFigure('told in order (1: yes)', inOrder ? 1 : 0, { atLeast: 1 }),
      printFigure('all told within', (performance.now() - begun) / 1000, { atMost: 120 }, ' s'),
    ]
  } finally {
    await receiver.close()
  }
}

function makeWay(service: Served, name: string, address: string): Promise<unknown> {
  return ask(service, '/ways-out', {
    kind: 'webhook',
    name,
    address,
    own_network: '127.0.0.1',
    body: { kind: 'readout' },
    per_minute: null,
  })
}

function boostOf(message: string): object {
  return {
    source: 'first node',
    id: message,
    settled_at: Math.floor(Date.now() / 1000),
    amount_msat: 10_000_000,
    boostagram: { action: 'boost', podcast: 'Show 1', app_name: 'Fountain', sender_name: message, message },
  }
}
