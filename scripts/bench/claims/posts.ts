import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '#api/context.ts'
import { openPage } from '#scripts/bench/air/open-page.ts'
import { atMost, median, printFigure, printNote } from '#scripts/bench/bench-of.ts'
import { startChild } from '#scripts/bench/child-server.ts'
import { makePost, type SignedPost } from '#scripts/bench/claims/make-post.ts'
import { ask, type Served } from '#scripts/bench/served.ts'

const CONNECTIONS = 20
const ROUNDS = 5
/** Each may post so and so much a minute. */
const APPS = 20
const PAGES = 10
const SEEN = 40
const SHOW = 'harbour-lights'
export const GUID = '0b6c1f0e-52f5-5a3e-9d0e-7e2b2f0f1a11'
export const PATH = `/v1/standard/mbrss-v1/boost/${SHOW}/`

/** Signed posts of apps, beside a bare route that verifies the same signature and does one INSERT; and how soon a host sees one. */
export async function measurePosts(
  { db, database }: Pick<Context, 'db' | 'database'>,
  served: Served,
  count: number,
): Promise<boolean[]> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const { x = '' } = publicKey.export({ format: 'jwk' })
  const { id } = await db
    .insertInto('shows')
    .values({ slug: SHOW, title: 'Harbour Lights', status: 'kept' })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db.insertInto('show_names').values({ kind: 'guid', value: GUID, show_id: id }).execute()
  const apps = Array.from({ length: APPS }, (_, n) => `bench-app-${n}`)
  await db
    .insertInto('metaboost_apps')
    .values(apps.map((app_id) => ({ app_id, own_key: x })))
    .execute()
  await database.pool.query(
    'create table if not exists public.bench_bare (id bigint generated always as identity primary key, body jsonb not null)',
  )
  const bare = await startChild(join(import.meta.dirname, 'bare-verify.ts'), {
    BARE_URL: database.url,
    BARE_KEY: x,
  })
  try {
    const ratio = await besideBare(served.url, bare.url, { apps, key: privateKey }, count)
    return [ratio, await measureSeen(served, { apps, key: privateKey })]
  } finally {
    await bare.stop()
    await database.pool.query('drop table public.bench_bare')
  }
}

type Signers = { apps: readonly string[]; key: KeyObject }

async function besideBare(
  own: string,
  bare: string,
  { apps, key }: Signers,
  count: number,
): Promise<boolean> {
  const rates: { ours: number; bare: number }[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const posts = Array.from({ length: round === 0 ? count >> 2 : count }, (_, n) =>
      makePost({
        app: apps[n % apps.length] ?? '',
        key,
        path: PATH,
        guid: GUID,
        words: `${n} words of round ${round}`,
        sats: 1_000 + round * count + n,
      }),
    )
    const rate = { bare: await rateOf(bare + PATH, posts), ours: await rateOf(own + PATH, posts) }
    if (round > 0) rates.push(rate)
  }
  printNote(
    `signed posts: ${rates.map((each) => Math.round(each.ours)).join(', ')} a second; bare: ${rates.map((each) => Math.round(each.bare)).join(', ')}`,
  )
  const ratio = median(rates.map((each) => each.ours / each.bare))
  return printFigure(`signed posts over ${CONNECTIONS} connections, beside a bare verify and INSERT`, ratio, {
    atLeast: 0.5,
  })
}

/** From a post to the boost in the list of another host, whose page was told by a hint. */
async function measureSeen(served: Served, { apps, key }: Signers): Promise<boolean> {
  const pages = await Promise.all(Array.from({ length: PAGES }, () => openPage(served)))
  const [page] = pages
  if (!page) throw new Error('No page')
  const agent = new Agent({ keepAlive: true })
  const times: number[] = []
  await sleep(1_000)
  for (let round = 0; round < SEEN; round++) {
    const words = `Seen ${randomUUID()}`
    const post = makePost({ app: apps[0] ?? '', key, path: PATH, guid: GUID, words, sats: 333 })
    const heard = page.next('changes')
    const start = performance.now()
    await send(served.url + PATH, post, agent, round)
    await heard
    const list = await ask<{ items: { message: string }[] }>(
      served,
      `/boosts?show=${SHOW}&claim=unproven&limit=5`,
    )
    if (!list.items.some(({ message }) => message === words)) throw new Error('The boost is not in the list')
    times.push(performance.now() - start)
    await sleep(120 + ((round * 37) % 90))
  }
  agent.destroy()
  for (const open of pages) open.close()
  const [half, most, all] = [0.5, 0.9, 1].map((part) => atMost(part, times).toFixed(0))
  printNote(`post to list: median ${half} ms, 9 of 10 within ${most} ms, slowest ${all} ms`)
  return printFigure('a post is in the list of another host, median', median(times), { atMost: 250 }, ' ms')
}

/** @returns posts a second */
async function rateOf(url: string, posts: readonly SignedPost[]): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  let next = 0
  const start = performance.now()
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      for (let post = posts[next++]; post !== undefined; post = posts[next++])
        await send(url, post, agent, next)
    }),
  )
  const took = performance.now() - start
  agent.destroy()
  return (posts.length * 1000) / took
}

function send(
  url: string,
  { body, authorization }: SignedPost,
  agent: Agent,
  listener: number,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const post = request(
      url,
      {
        agent,
        method: 'POST',
        headers: {
          Authorization: authorization,
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
          'X-Forwarded-For': `10.${(listener >> 16) & 255}.${(listener >> 8) & 255}.${listener & 255}`,
        },
      },
      (answer) => {
        answer.on('error', reject)
        answer.on('end', () =>
          answer.statusCode === 201
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
