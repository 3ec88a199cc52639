import { Agent, request } from 'node:http'
import { join } from 'node:path'
import type { Context } from '#api/context.ts'
import { median, printFigure, printNote } from '#scripts/bench/bench-of.ts'
import { startChild } from '#scripts/bench/child-server.ts'
import { makeReport } from '#scripts/bench/make-report.ts'
import type { Served } from '#scripts/bench/served.ts'

const CONNECTIONS = 20
const WARM_UP = 500
const ROUND = 3_000
const ROUNDS = 5

/** Single payments over 20 connections, beside a bare route that does one INSERT, in turns. @returns whether the target was met */
export async function singlePosts(
  { database }: Pick<Context, 'database'>,
  { url, headers }: Pick<Served, 'url' | 'headers'>,
): Promise<boolean> {
  await database.pool.query(
    'create table if not exists public.bench_bare (id bigint generated always as identity primary key, body jsonb not null)',
  )
  const bare = await startChild(join(import.meta.dirname, 'bare-express.ts'), { BARE_URL: database.url })
  const ours = { url: `${url}/api/v1/payments`, headers }
  try {
    const rates: { ours: number; bare: number }[] = []
    for (let round = 0; round <= ROUNDS; round++) {
      const count = round === 0 ? WARM_UP : ROUND
      const bodies = Array.from({ length: count }, (_, n) => JSON.stringify(makeReport(n, `b${round}`)))
      const rate = {
        bare: await rateOf({ url: bare.url, headers: {} }, bodies),
        ours: await rateOf(ours, bodies),
      }
      if (round > 0) rates.push(rate)
    }
    printNote(
      `single payments: ${rates.map((each) => Math.round(each.ours)).join(', ')} a second; bare: ${rates.map((each) => Math.round(each.bare)).join(', ')}`,
    )
    const ratio = median(rates.map((each) => each.ours / each.bare))
    return printFigure(`single payments over ${CONNECTIONS} connections, beside a bare INSERT`, ratio, {
      atLeast: 0.4,
    })
  } finally {
    await bare.stop()
    await database.pool.query('drop table public.bench_bare')
  }
}

type Target = { url: string; headers: Record<string, string> }

/** @returns requests a second */
async function rateOf(target: Target, bodies: readonly string[]): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  let next = 0
  const start = performance.now()
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      for (let body = bodies[next++]; body !== undefined; body = bodies[next++])
        await send(target, body, agent)
    }),
  )
  const took = performance.now() - start
  agent.destroy()
  return (bodies.length * 1000) / took
}

function send({ url, headers }: Target, body: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const post = request(
      url,
      {
        agent,
        method: 'POST',
        headers: {
          ...headers,
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
        },
      },
      (answer) => {
        answer.on('error', reject)
        answer.on('end', () =>
          answer.statusCode === 200
            ? resolve()
            : reject(new Error(`It was answered with ${answer.statusCode}.`)),
        )
        answer.resume()
      },
    )
    post.on('error', reject)
    post.end(body)
  })
}
