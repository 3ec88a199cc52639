import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { createKey } from '#api/auth/key/api-key.ts'
import type { ImportJson } from '#api/contract/import.ts'
import { runScript } from '#tests/helper/run-script.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'
import { until } from '#tests/helper/until.ts'

const ROWS = 4_000
const KILLS = 2

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

/** Some rows twice, and some that are refused. */
function rows(): string {
  const row = (n: number) =>
    n % 50 === 7
      ? '{"id": "cut'
      : JSON.stringify({
          id: `${n % 100 === 99 ? n - 1 : n}`,
          settled_at: 1_690_000_000 + n,
          amount_msat: 50_000,
          boostagram: {
            action: 'boost',
            podcast: `Show ${n % 3}`,
            sender_name: `booster ${n}`,
            message: `boost ${n}`,
          },
        })
  return Array.from({ length: ROWS }, (_, n) => row(n)).join('\n')
}

it('a service that is killed while it records a file goes on by itself, and each row counts once', async () => {
  const dataDir = mkdtempSync(join(inject('runFolder'), 'killed-upload-'))
  const { key } = await createKey(database.db, {
    name: 'owner',
    scopes: ['admin'],
    source: null,
    wallet: null,
    shows: null,
  })
  const start = async () => {
    const run = runScript('start', { env: { DATABASE_URL: database.url, DATA_DIR: dataDir } })
    const url = await run.hears(/(http:\/\/127\.0\.0\.1:\d+)/)
    const ask = async (method: string, path: string, body?: string, type = 'application/json') => {
      const answer = await fetch(`${url}/api/v1/imports${path}`, {
        method,
        headers: { Authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'Content-Type': type }) },
        body: body ?? null,
      })
      const file: ImportJson = await answer.json()
      return file
    }
    return { run, ask }
  }
  let { run, ask } = await start()
  const { id } = await ask('POST', '?name=all.ndjson', rows(), 'application/octet-stream')
  await ask('POST', `/${id}/check`, JSON.stringify({ wallet: 'node' }))
  await until('it is checked', async () => (await ask('GET', `/${id}`)).state === 'checked', 60_000)
  const looked = await ask('POST', `/${id}/record`)
  let midway = 0
  for (let kill = 0; kill < KILLS; kill++) {
    const before = await count()
    await until('it goes on', async () => (await count()) > before || (await stateOf(id)) === 'done', 60_000)
    await wait(Math.random() * 150)
    run.child.kill('SIGKILL')
    await run.ends()
    if ((await stateOf(id)) === 'recording') midway++
    ;({ run, ask } = await start())
  }
  expect(midway).toBeGreaterThan(0)
  await until('it is done', async () => (await stateOf(id)) === 'done', 60_000)
  const done = await ask('GET', `/${id}`)
  run.signal('SIGTERM')
  expect(await run.ends()).toBe(0)
  expect(done.counts).toEqual(looked.check?.counts)
  const { updated = 0, duplicates = 0 } = done.counts ?? {}
  expect(done.counts).toMatchObject({ rows: ROWS, refused: ROWS / 50 })
  expect(updated + duplicates).toBe(ROWS / 100)
  expect(done.refused_listed).toBe(ROWS / 50)
  expect(await count()).toBe(done.counts?.recorded)
})

async function count(): Promise<number> {
  const { payments } = await database.db
    .selectFrom('payments')
    .select(({ fn, cast }) => cast<number>(fn.countAll(), 'integer').as('payments'))
    .executeTakeFirstOrThrow()
  return payments
}

async function stateOf(id: string): Promise<string | undefined> {
  return (await database.db.selectFrom('imports').select('state').where('id', '=', id).executeTakeFirst())
    ?.state
}
