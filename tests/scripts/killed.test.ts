import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import type { ImportJson } from '#api/contract/import.ts'
import { checkTotals } from '#api/totals/maintain/check.ts'
import { type Database, openDatabase } from '#db/database.ts'
import { isAlive } from '#db/embedded/process.ts'
import { openEmbeddedServer } from '#db/embedded/server.ts'
import { type DataDir, makeDataDir } from '#tests/helper/data-dir.ts'
import { type Run, runScript } from '#tests/helper/run-script.ts'
import { KILLS } from '#tests/helper/runs.ts'
import { until } from '#tests/helper/until.ts'

const SHOW = 'kill-show'
const ROWS = 400

let data: DataDir
let service: Run | null = null
beforeAll(async () => {
  data = await makeDataDir()
})
afterAll(async () => {
  service?.child.kill('SIGKILL')
  await service?.ends()
  await data.remove()
})

/** What was answered with yes, and so has to be there after all. */
const acked = {
  payments: new Set<string>(),
  imports: new Set<string>(),
  marks: new Set<string>(),
  months: new Set<string>(),
  backups: [] as { file: string; payments: number }[],
}

let made = 0
function payment() {
  made++
  return {
    source: 'node',
    id: `p-${made}`,
    settled_at: 1_500_000_000 + made * 600,
    amount_msat: 1_000_000 + made,
    boostagram: {
      action: 'boost',
      podcast: 'Kill Show',
      sender_name: `s ${made % 9}`,
      message: `no ${made}`,
    },
  }
}

type Ask = (method: string, path: string, body?: string, type?: string) => Promise<Response>
type Life = { ask: Ask; env: Record<string, string>; isOver(): boolean }

const json = (value: unknown) => JSON.stringify(value)

/** What goes on all the time until the service is gone, each in a circle of its own. */
const WORK: Record<string, (life: Life) => Promise<void>> = {
  async payments({ ask }) {
    // For the running order, where the others are for the books.
    const one = { ...payment(), settled_at: new Date().toISOString() }
    if ((await ask('POST', '/payments', json(one))).ok) acked.payments.add(one.id)
  },
  async stream({ ask }) {
    const many = Array.from({ length: 150 }, payment)
    const answer = await ask('POST', '/payments', many.map(json).join('\n'), 'application/x-ndjson')
    for await (const line of linesOf(answer)) {
      const { index, payment_id } = JSON.parse(line)
      if (payment_id) acked.payments.add(many[index]?.id ?? '')
    }
  },
  async marks({ ask }) {
    const answer = await ask('GET', `/segments/current?show=${SHOW}`)
    if (!answer.ok) return
    const segment: SegmentJson = await answer.json()
    const [boost] = segment.sections.flatMap((one) =>
      one.kind === 'streams' ? [] : one.groups.flatMap(({ boosts }) => boosts),
    )
    if (!boost) return
    const mark = { op_id: randomUUID(), boost_id: boost.id, set: { starred: !boost.item.starred } }
    if ((await ask('POST', `/segments/${segment.id}/marks`, json([mark]))).ok) acked.marks.add(mark.op_id)
  },
  async imports({ ask }) {
    const name = `f-${randomUUID()}`
    const rows = Array.from({ length: ROWS }, (_, n) => ({ ...payment(), id: `${name}-${n}` }))
    const sent = await ask(
      'POST',
      `/imports?name=${name}`,
      rows.map(json).join('\n'),
      'application/octet-stream',
    )
    const file: ImportJson = await sent.json()
    await ask('POST', `/imports/${file.id}/check`, json({ wallet: 'node' }))
    const isChecked = async () => {
      const { state }: ImportJson = await (await ask('GET', `/imports/${file.id}`)).json()
      return state === 'checked'
    }
    await until('it is checked', isChecked)
    if ((await ask('POST', `/imports/${file.id}/record`)).ok) acked.imports.add(name)
  },
  async months({ ask }) {
    const month = `20${10 + (made % 12)}-${String(1 + (made % 9)).padStart(2, '0')}`
    const answer = await ask('POST', '/months', json({ month, show: SHOW }))
    if (answer.ok) acked.months.add((await answer.json()).id)
    await wait(100)
  },
  async backups({ env }) {
    const file = join(data.parent, `${randomUUID()}.backup`)
    const payments = acked.payments.size
    const run = runScript('readout', { env, args: ['backup', file] })
    if ((await run.ends()) === 0) acked.backups.push({ file, payments })
  },
}

async function* linesOf(answer: Response): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}

/** What is killed, and all that it is. */
const TARGETS = ['service', 'server', 'both', 'a connection', 'both'] as const

async function kill(what: (typeof TARGETS)[number], run: Run, database: () => Promise<void>): Promise<void> {
  const server = data.server() ?? 0
  if (what === 'a connection') return database()
  // As on a machine that is cut: nobody has a moment more than the other.
  if (what !== 'server') run.child.kill('SIGKILL')
  if (what !== 'service') process.kill(server, 'SIGKILL')
  await run.ends()
}

it(
  'whatever is killed while everything goes on, what was answered with yes is there, once, and sums are right',
  async () => {
    const env = { DATA_DIR: data.path, SECRET_KEY: 'the secret key of the test that kills all' }
    const start = async (): Promise<{ run: Run; url: string }> => {
      const run = runScript('start', { env })
      service = run
      return { run, url: await run.hears(/Readout is at (\S+)/) }
    }
    let { run, url } = await start()
    const adding = runScript('readout', { env, args: ['key', 'add', 'all', '--scope', 'admin'] })
    expect(await adding.ends()).toBe(0)
    const headers = { Authorization: `Bearer ${adding.answered().trim()}` }
    const ask: Ask = (method, path, body, type = 'application/json') =>
      fetch(`${url}/api/v1${path}`, {
        method,
        headers: { ...headers, ...(body === undefined ? {} : { 'Content-Type': type }) },
        body: body ?? null,
      })
    for (let n = 0; n < 20; n++) await WORK.payments?.({ ask, env, isOver: () => false })
    await ask('PATCH', `/shows/${SHOW}`, json({ status: 'kept' }))

    for (let life = 0; life < KILLS; life++) {
      let isOver = false
      const circles = Object.values(WORK).map(async (work) => {
        while (!isOver) await work({ ask, env, isOver: () => isOver }).catch(() => wait(20))
      })
      await wait(1_000 + Math.random() * 2_000)
      const what = TARGETS[life % TARGETS.length] ?? 'both'
      await kill(what, run, endOneConnection)
      if (what === 'a connection') await wait(500)
      isOver = true
      await Promise.all(circles)
      if (what !== 'a connection') ({ run, url } = await start())
      const answer = await ask('GET', '/shows').catch(() => null)
      expect(answer?.status, `after ${what}: ${run.said()}`).toBe(200)
    }

    for (const name of acked.imports)
      await until('it is recorded', async () => {
        const { items }: { items: ImportJson[] } = await (await ask('GET', '/imports')).json()
        return items.some((file) => file.name === name && file.state === 'done')
      })
    await holds()
    run.signal('SIGTERM')
    expect(await run.ends()).toBe(0)
    const server = data.server()
    expect(server === null || !isAlive(server)).toBe(true)
    await restores()
  },
  120_000 + KILLS * 60_000,
)

async function withDatabase<T>(path: string, work: (database: Database) => Promise<T>): Promise<T> {
  const server = await openEmbeddedServer(path, 'command')
  const database = await openDatabase({ url: server.url, schema: 'readout' })
  try {
    return await work(database)
  } finally {
    await database.close()
    await server.close()
  }
}

/** One process of the server, which then ends all the others and goes on. */
function endOneConnection(): Promise<void> {
  return withDatabase(data.path, async ({ pool }) => {
    const { rows } = await pool.query(
      `select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()
       order by random() limit 1`,
    )
    if (rows[0]) process.kill(rows[0].pid, 'SIGKILL')
  }).catch(() => {})
}

/** Sees that all that was answered with yes is there once, and that sums are what they are made of. */
async function holds(): Promise<void> {
  await withDatabase(data.path, async ({ db, pool }) => {
    const refs = (await db.selectFrom('payments').select('ref').execute()).map(({ ref }) => ref)
    expect(new Set(refs).size).toBe(refs.length)
    const there = new Set(refs)
    expect([...acked.payments].filter((ref) => !there.has(ref))).toEqual([])
    for (const name of acked.imports) {
      const file = await db.selectFrom('imports').selectAll().where('name', '=', name).execute()
      const recorded = refs.filter((ref) => ref.startsWith(`${name}-`)).length
      expect(recorded, JSON.stringify(file)).toBe(ROWS)
    }
    const marks = new Set(
      (await db.selectFrom('segment_marks').select('op_id').execute()).map((m) => m.op_id),
    )
    expect([...acked.marks].filter((id) => !marks.has(id))).toEqual([])
    const months = new Set((await db.selectFrom('closed_months').select('id').execute()).map(({ id }) => id))
    expect([...acked.months].filter((id) => !months.has(id))).toEqual([])
    const { rows } = await pool.query(
      `select (select count(*) from boosts where payment_count = 0)::int as empty,
        (select count(*) from payments where boost_id is null and action = 'boost')::int as alone,
        (select coalesce(sum(received_msat), 0) from boosts)::text as boosted,
        (select sum(amount_msat) from payments)::text as paid`,
    )
    expect(rows[0]).toMatchObject({ empty: 0, alone: 0, boosted: rows[0].paid })
    const signal = new AbortController().signal
    expect(await checkTotals(db, { warn: () => {} }, signal)).toEqual({ count: 0, first: null })
  })
  expect(Math.min(acked.payments.size, acked.marks.size, acked.months.size)).toBeGreaterThan(0)
}

/** Sees that the last backup opens elsewhere, with all that was there when it was begun. */
async function restores(): Promise<void> {
  const last = acked.backups.at(-1)
  if (!last) return
  expect(existsSync(last.file)).toBe(true)
  const other = await makeDataDir()
  try {
    const env = { DATA_DIR: other.path, SECRET_KEY: 'the secret key of the test that kills all' }
    const restoring = runScript('readout', { env, args: ['restore', last.file] })
    expect(await restoring.ends(), restoring.said()).toBe(0)
    await withDatabase(other.path, async ({ db }) => {
      const { n } = await db
        .selectFrom('payments')
        .select(({ fn, cast }) => cast<number>(fn.countAll(), 'integer').as('n'))
        .executeTakeFirstOrThrow()
      expect(n).toBeGreaterThanOrEqual(last.payments)
    })
  } finally {
    await other.remove()
  }
}
