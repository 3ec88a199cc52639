import { once } from 'node:events'
import { createServer } from 'node:http'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashPassword } from '#api/auth/password/hash-password.ts'
import { addUser } from '#api/auth/person/user.ts'
import { createExportSlots } from '#api/export/export-slots.ts'
import { giveTurnBack } from '#api/export/give-turn-back.ts'
import { explainFailure } from '#api/http/explain-failure.ts'
import { keyCredential } from '#tests/helper/credential.ts'
import { createTestDatabase } from '#tests/helper/test-db.ts'
import { startTestService, type TestService } from '#tests/helper/test-service.ts'

const EMAIL = 'chris@example.com'
const PASSWORD = 'tinfoil hat for a dish'

let service: TestService
let key: { Authorization: string }
beforeAll(async () => {
  service = await startTestService()
  key = await keyCredential(service.ctx, ['admin'])
  await addUser(service.ctx.db, {
    email: EMAIL,
    name: null,
    role: 'host',
    password_hash: await hashPassword(PASSWORD),
  })
})
afterAll(() => service.close())

const ask = (path: string, headers: Record<string, string> = key) => fetch(service.url + path, { headers })
const signIn = () =>
  fetch(`${service.url}/api/v1/auth/sign-in`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: EMAIL, password: PASSWORD }),
  })

describe('while something holds the payments', () => {
  it('who signs in and who looks after the service are answered, and what waits is, too, once it lets go', async () => {
    const waiting: Promise<Response>[] = []
    await service.ctx.database.keeping.transaction().execute(async (trx) => {
      await sql`lock table payments in access exclusive mode`.execute(trx)
      for (let n = 0; n < 40; n++) waiting.push(ask('/api/v1/payments'))
      await expect.poll(() => service.ctx.database.pool.waitingCount).toBeGreaterThan(20)
      expect((await ask('/readyz', {})).status).toBe(200)
      expect((await ask('/api/v1/setup', {})).status).toBe(200)
      expect((await signIn()).status).toBe(200)
      expect((await ask('/api/v1/auth/me')).status).toBe(200)
      expect((await ask('/api/v1/auth/me', { Authorization: 'Bearer rdo_x' })).status).toBe(401)
    })
    const statuses = (await Promise.all(waiting)).map(({ status }) => status)
    expect(new Set(statuses)).toEqual(new Set([200]))
  })

  it('a wait that ends is a 503 that says why', async () => {
    const limited = sql`set local lock_timeout = 20`
    const held = service.ctx.database.keeping.transaction().execute(async (trx) => {
      await sql`lock table rates in access exclusive mode`.execute(trx)
      return await service.ctx.db
        .transaction()
        .execute(async (other) => {
          await limited.execute(other)
          await sql`select count(*) from rates`.execute(other)
        })
        .catch(explainFailure)
    })
    expect(await held).toMatchObject({
      status: 503,
      message: 'The database took too long: something holds it up. Try again in a moment.',
      headers: { 'Retry-After': '5' },
    })
  })
})

describe('a database that is away', () => {
  it('is a 503 with a reason, for whoever asks whatever, and is there again by itself', async () => {
    const other = await startTestService()
    const admin = await keyCredential(other.ctx, ['admin'])
    const name = new URL(other.ctx.database.url).pathname.slice(1)
    const beside = await createTestDatabase()
    const allow = (yes: boolean) =>
      sql`alter database ${sql.id(name)} with allow_connections ${sql.raw(String(yes))}`.execute(beside.db)
    await allow(false)
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`.execute(
      beside.db,
    )
    for (const path of ['/api/v1/shows', '/api/v1/payments', '/api/v1/setup', '/readyz']) {
      const answer = await fetch(other.url + path, { headers: admin })
      expect([path, answer.status, answer.headers.get('retry-after')]).toEqual([path, 503, '5'])
      expect((await answer.json()).detail).toMatch(/^The database does not answer/)
    }
    await allow(true)
    expect((await fetch(`${other.url}/api/v1/shows`, { headers: admin })).status).toBe(200)
    await other.close()
    await beside.drop()
  })

  it.each([
    ['53100', /disk .* is full/],
    ['53300', /at its limits/],
    ['57014', /took too long/],
    ['40001', /at the same moment/],
  ])('or at its end (%s) says so, and what is a fault of ours does not', (code, words) => {
    expect(explainFailure(Object.assign(new Error('no'), { code }))).toMatchObject({
      status: 503,
      message: expect.stringMatching(words),
    })
    expect(explainFailure(Object.assign(new Error('no'), { code: '42601' }))).toBeNull()
    expect(explainFailure(new TypeError('no'))).toBeNull()
  })
})

it('a reader of an export that takes nothing gives its turn back, once somebody waits', async () => {
  const slots = createExportSlots({ atOnce: 1, patienceMs: 60_000, stallMs: 1 })
  const server = createServer((_req, res) => {
    const write = async () => {
      res.write('a beginning')
      await once(res, 'close')
    }
    void slots(() => giveTurnBack(res, slots, write))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = address && typeof address === 'object' ? address.port : 0
  const reading = await fetch(`http://127.0.0.1:${port}`)
  const waited = slots(async () => 'my turn')
  expect(await waited).toBe('my turn')
  await expect(reading.text()).rejects.toThrow()
  server.close()
})
