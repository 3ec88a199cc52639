import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import pg from 'pg'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { revokeKey } from '#api/auth/key/api-key.ts'
import { createBoostSums } from '#api/boost/list/group/boost-sums.ts'
import { listBoosts } from '#api/boost/list/list-boosts.ts'
import { createEditions } from '#api/change/editions.ts'
import { createKeptAnswers } from '#api/change/kept-answers.ts'
import { boostListQuerySchema } from '#api/contract/boost.ts'
import { keyCredential } from '#tests/helper/credential.ts'
import { makeReport, recordBoost, recordPayments } from '#tests/helper/record-payments.ts'
import { RUNS } from '#tests/helper/runs.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

let ctx: TestContext
let app: ReturnType<typeof createApp>
let credential: { Authorization: string }
/** Of two transactions that stay open while others commit. */
let lanes: pg.Client[]
/** Boosts that these change. */
let laned: string[]

beforeAll(async () => {
  ctx = await createTestContext()
  app = createApp(ctx)
  credential = await keyCredential(ctx, ['read'])
  laned = await Promise.all(
    ['one', 'two'].map((lane) =>
      recordBoost(ctx.db, { boostagram: { sender_name: lane, app_name: lane, podcast: lane } }),
    ),
  )
  for (let n = 0; n < 3; n++) await recordBoost(ctx.db)
  lanes = laned.map(() => new pg.Client(ctx.database.connection))
  for (const lane of lanes) await lane.connect()
})
afterAll(async () => {
  for (const lane of lanes) await lane.end()
  await ctx.close()
})

const get = (query = '', headers: Record<string, string> = {}) =>
  request(app)
    .get(`/api/v1/boosts${query}`)
    .set({ ...credential, 'Accept-Encoding': 'identity', ...headers })

/** The list as it is now, made by nothing that remembers. */
const listNow = async (query: string) => {
  const asked = boostListQuerySchema.parse(Object.fromEntries(new URLSearchParams(query)))
  const { changed_cursor: _, ...list } = await listBoosts(
    { db: ctx.db, sums: createBoostSums(ctx.db) },
    asked,
  )
  return list
}

const QUERIES = [
  '',
  '?limit=2',
  '?show=linux-unplugged',
  '?q=one',
  '?group=episode',
  '?order=largest&limit=3',
]

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ ask: fc.constantFrom(...QUERIES) }) },
  fc.record({ lane: fc.nat(1), does: fc.constantFrom('write', 'commit', 'rollback') }),
  fc.record({ does: fc.constantFrom('boost', 'stream', 'hide', 'supporter', 'show', 'episode') }),
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** One commits late what others could not see when the list was made, though they were begun after it. */
const LATE: Step[] = [
  { lane: 0, does: 'write' },
  { does: 'boost' },
  { ask: '' },
  { lane: 0, does: 'commit' },
  { ask: '' },
]

describe('a list of boosts', () => {
  it('is at every moment what has been committed, whoever commits meanwhile and in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
        const open = [false, false]
        try {
          for (const [n, each] of steps.entries()) await take(each, n, open)
        } finally {
          for (const [lane, isOpen] of open.entries()) if (isOpen) await lanes[lane]?.query('rollback')
        }
      }),
      { numRuns: RUNS, examples: [[LATE]] },
    )
  })

  it('is made once for all who ask, and anew once a boost or a name changes, but not for a stream', async () => {
    let made = 0
    const answers = createKeptAnswers(createEditions(ctx.database))
    const ask = () => answers.get('list', 'boosts', async () => ({ made: ++made }))
    const boostagram = { action: 'stream', podcast: 'Quiet', episode: 'Quiet', sender_name: 'quiet' }
    await recordPayments(ctx.db, makeReport({ boostagram }))
    const all = await Promise.all(Array.from({ length: 20 }, ask))
    await recordPayments(ctx.db, makeReport({ boostagram }))
    await ask()
    expect([made, new Set(all).size]).toEqual([1, 1])
    await ctx.db.updateTable('supporters').set({ name: 'Somebody' }).where('name', '=', 'quiet').execute()
    await ask()
    await recordBoost(ctx.db)
    await ask()
    expect(made).toBe(3)
  })

  it('is made anew after it failed, and after a restore', async () => {
    const answers = createKeptAnswers(createEditions(ctx.database))
    await expect(
      answers.get('list', 'boosts', async () => {
        throw new Error('the database is away')
      }),
    ).rejects.toThrow('away')
    expect(String((await answers.get('list', 'boosts', async () => 1)).plain)).toBe('1')
    await ctx.db
      .updateTable('installation')
      .set({ change_epoch: '0197a000-0000-7000-8000-000000000000' })
      .execute()
    expect(String((await answers.get('list', 'boosts', async () => 2)).plain)).toBe('2')
  })

  it('keeps no more than a little, and the latest of it', async () => {
    const made: string[] = []
    const answers = createKeptAnswers(createEditions(ctx.database))
    const ask = (name: string) =>
      answers.get(name, 'boosts', async () => {
        made.push(name)
        return 'x'.repeat(1024 * 1024)
      })
    for (const name of ['a', 'b', 'c', 'd', 'e', 'e', 'a']) await ask(name)
    expect(made).toEqual(['a', 'b', 'c', 'd', 'e', 'a'])
  })

  it('keeps no more than a little of questions either, and none that is long', async () => {
    const made: string[] = []
    const answers = createKeptAnswers(createEditions(ctx.database))
    const ask = (question: string) =>
      answers.get(question, 'boosts', async () => {
        made.push(question)
        return null
      })
    const long = 'x'.repeat(1_100)
    await ask(long)
    await ask(long)
    expect(made).toEqual([long, long])
    const questions = Array.from({ length: 3_000 }, (_, n) => `${n} ${'x'.repeat(900)}`)
    await Promise.all(questions.map(ask))
    made.length = 0
    const [first = '', last = ''] = [questions[0], questions.at(-1)]
    for (const question of [last, first]) await ask(question)
    expect(made).toEqual([first])
  })

  it('keeps no more than a little with what is compressed of it', async () => {
    const made: string[] = []
    const answers = createKeptAnswers(createEditions(ctx.database))
    const ask = (name: string) =>
      answers.get(name, 'boosts', async () => {
        made.push(name)
        return randomBytes(512 * 1024).toString('hex')
      })
    for (const name of ['a', 'b', 'c']) await (await ask(name)).packed('gzip')
    for (const name of ['c', 'a']) await ask(name)
    expect(made).toEqual(['a', 'b', 'c', 'a'])
  })

  it('is answered in short where nothing changed, by those who hold it already', async () => {
    const first = await get('?limit=5')
    expect(first.headers['cache-control']).toBe('private, no-cache')
    const again = await get('?limit=5', { 'If-None-Match': first.headers.etag ?? '' })
    expect([again.status, again.text]).toEqual([304, ''])
    await recordBoost(ctx.db)
    const anew = await get('?limit=5', { 'If-None-Match': first.headers.etag ?? '' })
    expect([anew.status, anew.body.items.length]).toEqual([200, 5])
  })

  it('is the same in every form that clients read', async () => {
    const plain = await get()
    for (const form of ['br', 'gzip']) {
      const packed = await get('', { 'Accept-Encoding': form })
      expect([packed.headers['content-encoding'], packed.text]).toEqual([form, plain.text])
    }
    const head = await request(app).head('/api/v1/boosts').set(credential).set('Accept-Encoding', 'identity')
    expect(head.headers['content-length']).toBe(String(Buffer.byteLength(plain.text)))
  })

  it('is for nobody who may not read it, however lately it was made for another', async () => {
    await get()
    expect((await request(app).get('/api/v1/boosts')).status).toBe(401)
    const intake = await keyCredential(ctx, ['intake'])
    expect((await get('', intake)).status).toBe(403)
    const reader = await keyCredential(ctx, ['read'])
    expect((await get('', reader)).status).toBe(200)
    const key = await ctx.db
      .selectFrom('api_keys')
      .select('id')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    await revokeKey(ctx, key.id)
    expect((await get('', reader)).status).toBe(401)
  })

  it('since a cursor tells of what is committed, also while an older transaction is under way', async () => {
    const { changed_cursor } = (await get('?limit=1')).body
    await lanes[0]?.query('begin')
    await lanes[0]?.query('select pg_current_xact_id()')
    const id = await recordBoost(ctx.db)
    const ids = async () =>
      (await get(`?changed_since=${changed_cursor}`)).body.items.map((boost: { id: string }) => boost.id)
    expect(await ids()).toContain(id)
    await lanes[0]?.query('rollback')
  })
})

async function take(step: Step, n: number, open: boolean[]): Promise<void> {
  if ('ask' in step) {
    const { body, status } = await get(step.ask)
    const { changed_cursor: _, ...list } = body
    expect(status).toBe(200)
    expect(list).toEqual(await listNow(step.ask))
  } else if ('lane' in step) await inLane(step.lane, step.does, n, open)
  else await change(step.does, n)
}

/** Works in a transaction that stays open; it begins with its first writing. */
async function inLane(lane: number, does: string, n: number, open: boolean[]): Promise<void> {
  const client = lanes[lane]
  if (!client || (does !== 'write' && !open[lane])) return
  if (does === 'write') {
    if (!open[lane]) await client.query('begin')
    await client.query('update boosts set message = $1 where id = $2', [`one of ${n}`, laned[lane]])
  } else await client.query(does)
  open[lane] = does === 'write'
}

async function change(does: string, n: number): Promise<void> {
  const { db } = ctx
  const name = `${does} ${n}`
  if (does === 'boost') await recordBoost(db)
  else if (does === 'stream') await recordPayments(db, makeReport({ boostagram: { action: 'stream' } }))
  else if (does === 'hide') {
    const some = db.selectFrom('boosts').select('id').where('id', 'not in', laned).orderBy('id').limit(1)
    await db
      .updateTable('boosts')
      .set({ hidden: n % 2 === 0 })
      .where('id', 'in', some)
      .execute()
  } else if (does === 'supporter')
    await db.updateTable('supporters').set({ name }).where('name', 'not in', ['one', 'two']).execute()
  else if (does === 'show')
    await db.updateTable('shows').set({ title: name }).where('slug', '=', 'linux-unplugged').execute()
  else await db.updateTable('episodes').set({ title: name }).execute()
}
