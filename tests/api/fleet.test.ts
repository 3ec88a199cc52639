import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished, vi } from 'vitest'
import { createApp } from '#api/app.ts'
import { createAttempts } from '#api/auth/attempts.ts'
import { createKey, revokeKey } from '#api/auth/key/api-key.ts'
import { createSetupLink } from '#api/auth/setup-link.ts'
import { createContext } from '#api/create-context.ts'
import { startPulse } from '#api/fleet/keep-pulse.ts'
import { PlainError } from '#api/lib/errors.ts'
import { openDatabase } from '#db/database.ts'
import { makeBareProject, runScript } from '#tests/helper/run-script.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'
import { until } from '#tests/helper/until.ts'

let ctx: TestContext
beforeAll(async () => {
  ctx = await createTestContext()
  ctx.config.databaseUrl = ctx.database.url
})
afterAll(() => ctx.close())

/** Another process on the same database, and how long ago it was seen. */
async function makeOther(keyCheck: string, silent = '0 s') {
  const id = crypto.randomUUID()
  await ctx.database.pool.query(
    `insert into services (id, host, pid, key_check, seen_at) values ($1, 'other', 7, $2, now() - $3::interval)`,
    [id, keyCheck, silent],
  )
  return id
}
const clear = () => ctx.database.pool.query('delete from services')

describe('several services on one database', () => {
  it('know of each other, and let strangers try as often as one would', async () => {
    await makeOther('a')
    await makeOther('a')
    await makeOther('a', '1 minute')
    const pulse = await startPulse(ctx, 'a')
    expect(ctx.fleet.size()).toBe(3)
    const { headers } = await request(createApp(ctx)).get('/')
    expect(headers['ratelimit-policy'] ?? headers.ratelimit).toContain('200')
    const attempts = createAttempts(
      () => 0,
      () => 3,
    )
    for (let tried = 0; tried < 4; tried++) attempts.count('address', '192.0.2.1')
    expect(() => attempts.count('address', '192.0.2.1')).toThrow('Try again in 3 seconds')
    await pulse.stop()
    expect((await ctx.database.pool.query('select from services')).rowCount).toBe(3)
    await clear()
  })

  it('need the same SECRET_KEY, as long as the other lives', async () => {
    const id = await makeOther('another key')
    const starting = startPulse(ctx, 'a')
    await expect(starting).rejects.toThrow(PlainError)
    await expect(starting).rejects.toThrow(/service on other \(process 7\).*SECRET_KEY/)
    await ctx.database.pool.query(`update services set seen_at = now() - interval '1 minute' where id = $1`, [
      id,
    ])
    await (await startPulse(ctx, 'a')).stop()
    await clear()
  })

  it('print the same link for the owner, until it is used', async () => {
    const other = createContext({ config: ctx.config, database: ctx.database, log: ctx.log })
    const link = await createSetupLink(ctx, 'http://here')
    expect(await createSetupLink(other, 'http://here')).toBe(link)
    await ctx.database.pool.query('update setup_links set used_at = now()')
    expect(await createSetupLink(other, 'http://here')).not.toBe(link)
  })

  it('refuse a key at once that was revoked in another', async () => {
    const database = await openDatabase({ url: ctx.database.url, schema: ctx.database.schema })
    const other = createContext({ config: ctx.config, database, log: ctx.log })
    other.live.onRevoked((id) => other.auth.keys.forget(id))
    other.live.subscribe(() => {})
    await other.live.ready()
    const { key, id } = await createKey(ctx.db, {
      name: 'read',
      scopes: ['read'],
      source: null,
      wallet: null,
      shows: null,
    })
    const status = async () =>
      (await request(createApp(other)).get('/api/v1/shows').set('Authorization', `Bearer ${key}`)).status
    // What it remembers is not forgotten by itself.
    const clock = vi.spyOn(performance, 'now').mockReturnValue(performance.now())
    onTestFinished(() => clock.mockRestore())
    expect(await status()).toBe(200)
    await revokeKey(ctx, id)
    await until('it is refused', async () => (await status()) === 401)
    await other.live.close()
    await database.close()
  })

  it('take over from one that stands still, which goes on when it is woken', async () => {
    const env = { DATABASE_URL: ctx.database.url, SECRET_KEY: 'a secret key that is long enough to be one' }
    const frozen = runScript('start', { env })
    await frozen.hears(/Readout is at/)
    const sessions = async () =>
      (
        await ctx.database.pool.query<{ pid: number }>(
          `select distinct pid from pg_locks where locktype = 'advisory' and objsubid = 2 and pid <> pg_backend_pid()
           and classid::bigint = hashtext('readout service')::bigint & 4294967295`,
        )
      ).rows.map(({ pid }) => pid)
    await until('it holds locks', async () => (await sessions()).length > 0)
    const held = await sessions()
    frozen.child.kill('SIGSTOP')
    await ctx.database.pool.query(`update services set seen_at = now() - interval '1 minute'`)
    const [own] = (await ctx.database.pool.query('select key_check from services')).rows
    const pulse = await startPulse(ctx, own.key_check, 50)
    await until('its sessions ended', async () => !(await sessions()).some((pid) => held.includes(pid)))
    frozen.child.kill('SIGCONT')
    await until('it holds locks again', async () => (await sessions()).length > 0, 20_000)
    await pulse.stop()
    frozen.signal('SIGTERM')
    expect(await frozen.ends()).toBe(0)
    await clear()
  })

  it('hold no locks on a machine that vanished: the server asks whether it is there', async () => {
    const client = new pg.Client(ctx.database.connection)
    await client.connect()
    const { rows } = await client.query(
      `select name, setting::integer as value from pg_settings where name like 'tcp\\_%' order by name`,
    )
    expect(Object.fromEntries(rows.map(({ name, value }) => [name, value]))).toEqual({
      tcp_keepalives_count: 3,
      tcp_keepalives_idle: 10,
      tcp_keepalives_interval: 5,
      tcp_user_timeout: 25_000,
    })
    await client.end()
  })

  it('may be of two versions for a while: the new one adds to the database, and the old one goes on', async () => {
    const env = {
      DATABASE_URL: ctx.database.url,
      SECRET_KEY: 'a secret key that is long enough to be one',
      DATA_DIR: join(inject('runFolder'), 'two-versions'),
    }
    const { key } = await createKey(ctx.db, {
      name: 'post',
      scopes: ['intake'],
      source: null,
      wallet: null,
      shows: null,
    })
    let posted = 0
    const post = async (url: string) => {
      const { status } = await fetch(`${url}/api/v1/payments`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({
          source: 'rolling',
          id: String(++posted),
          settled_at: '2026-11-22T20:15:00Z',
          amount_msat: 1000,
          boostagram: { action: 'boost', podcast: 'My Show', sender_name: `s${posted % 7}` },
        }),
      })
      expect(status).toBe(200)
    }
    const old = runScript('start', { env })
    const oldUrl = await old.hears(/Readout is at (\S+)/)
    // On every connection that keeps its statements.
    for (let round = 0; round < 5; round++) await Promise.all([1, 2, 3, 4].map(() => post(oldUrl)))

    const root = makeBareProject(join(inject('runFolder'), 'next-version'))
    writeFileSync(
      join(root, 'db/migrations/900-next.ts'),
      `import { sql } from 'kysely'
       const tables = ['payments', 'sightings', 'boosts', 'supporters', 'shows', 'episodes', 'sources', 'api_keys', 'job_states']
       export const up = async (db) => {
         for (const table of tables) await sql.raw('alter table ' + table + ' add column next_version text').execute(db)
         await sql\`create table next_version (id integer)\`.execute(db)
       }
       export const down = async () => {}`,
    )
    const next = runScript('start', { env, root })
    const nextUrl = await next.hears(/Readout is at (\S+)/)
    expect(next.said()).toContain('A backup of it is written to')
    for (let round = 0; round < 5; round++)
      await Promise.all([oldUrl, nextUrl, oldUrl, nextUrl, oldUrl].map(post))
    const { status } = await fetch(`${oldUrl}/readyz`)
    expect(status).toBe(200)
    old.signal('SIGTERM')
    expect(await old.ends(), old.said()).toBe(0)
    await post(nextUrl)
    next.signal('SIGTERM')
    expect(await next.ends(), next.said()).toBe(0)
    const { rows } = await ctx.database.pool.query(
      `select count(*)::integer as count from sightings s join sources o on o.id = s.source_id where o.name = 'rolling'`,
    )
    expect(rows).toEqual([{ count: posted }])
    // The old one does not come back to what it does not know.
    const again = runScript('start', { env })
    expect(await again.ends()).toBe(1)
    expect(again.said()).toContain('A newer Readout has used this database (at 900-next)')
  })
})
