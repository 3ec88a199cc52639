import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { seedPayments } from '#scripts/bench/seed-payments.ts'
import { keyCredential } from '#tests/helper/credential.ts'
import { listenTo } from '#tests/helper/listen-to.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'
import { until } from '#tests/helper/until.ts'

let ctx: TestContext
let server: Awaited<ReturnType<typeof listenTo>>
let headers: Record<string, string>
const logged: { level: number; msg: string }[] = []
beforeAll(async () => {
  const made = await createTestContext()
  // What is logged from `warn` on is kept.
  const log = pino({ level: 'warn' }, { write: (line: string) => void logged.push(JSON.parse(line)) })
  ctx = { ...made, log }
  server = await listenTo(ctx)
  headers = { ...(await keyCredential(ctx, ['export'])) }
  await seedPayments(ctx.db, 60_000)
})
afterAll(async () => {
  await server.close()
  await ctx.close()
})
beforeEach(() => {
  logged.length = 0
})

/** How many connections to our database work for an export. */
async function exporting(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and (query ilike 'copy %' or query ilike '%receipts%')
      and (state <> 'idle')`.execute(ctx.db)
  return rows[0]?.count ?? -1
}

async function open(query: string): Promise<IncomingMessage> {
  const asked = request(`${server.url}/api/v1/exports/payments.csv?${query}`, { headers })
  asked.on('error', () => {})
  asked.end()
  const [answer] = await once(asked, 'response')
  return answer
}

it.each(['plain', 'excel', 'hledger'])(
  'a connection that is dropped in the middle leaves nothing running and nothing in the log: %s',
  async (profile) => {
    const answer = await open(`profile=${profile}`)
    answer.on('error', () => {})
    await once(answer, 'data')
    answer.pause()
    await until('an export runs', async () => (await exporting()) === 1)
    answer.destroy()
    await until('nothing runs', async () => (await exporting()) === 0)
    expect(logged).toEqual([])
  },
)

it.each([
  ['plain', 'pg_cancel_backend'],
  ['excel', 'pg_terminate_backend'],
  ['beancount', 'pg_terminate_backend'],
])(
  'an error of the database in the middle ends the connection, so that nobody takes the file for whole: %s, %s',
  async (profile, end) => {
    const answer = await open(`profile=${profile}`)
    let text = ''
    const ended = new Promise<string>((resolve) => {
      answer.on('end', () => resolve('end'))
      answer.on('error', (error) => resolve(error.message))
    })
    await once(answer, 'readable')
    await until('an export runs', async () => (await exporting()) === 1)
    await sql`
      select ${sql.raw(end)}(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'
        and (query ilike 'copy %' or query ilike '%receipts%')`.execute(ctx.db)
    answer.on('data', (chunk) => {
      text += chunk
    })
    expect(await ended).toBe('aborted')
    expect(answer.complete).toBe(false)
    expect(text).not.toContain('checksum=')
    await until('nothing runs', async () => (await exporting()) === 0)
    await until('it is logged', () => logged.length > 0)
    expect(logged.map(({ level }) => level)).toEqual([50])
  },
)
