import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createSecretBox } from '#api/auth/secret-box.ts'
import { checkDatabase } from '#api/health/check/check-database.ts'
import { checkJobs } from '#api/health/check/check-jobs.ts'
import { checkClock, checkDisk, checkSecretKey } from '#api/health/check/check-machine.ts'
import { checkProxy } from '#api/health/check/check-proxy.ts'
import { sealSecrets } from '#api/outgoing/way/secrets.ts'
import { sealAccess } from '#api/reply/purse/access.ts'
import { addSource } from '#api/source/connection/add-source.ts'
import { lnd } from '#api/source/lnd/lnd.ts'
import { startJsonServer } from '#tests/helper/json-server.ts'
import { listenTo } from '#tests/helper/listen-to.ts'
import { startFakeLnd } from '#tests/helper/lnd/fake-lnd.ts'
import { runReadout } from '#tests/helper/run-readout.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

const SECRET_KEY = 'a secret key that is long enough to be one'

let ctx: TestContext
let dataDir: string
/** Answers with a clock of its own. */
let outside: Awaited<ReturnType<typeof startJsonServer>>
let said = () => new Date()
beforeAll(async () => {
  dataDir = mkdtempSync(join(inject('runFolder'), 'doctor-'))
  ctx = await createTestContext({ config: { dataDir, secretKey: SECRET_KEY } })
  outside = await startJsonServer(() => ({ text: '', headers: { Date: said().toUTCString() } }))
})
afterAll(async () => {
  await ctx.close()
  await outside.close()
  rmSync(dataDir, { recursive: true })
})

const doctor = (env: Record<string, string> = {}) =>
  runReadout(ctx.database.url, ['doctor'], {
    env: {
      DATABASE_URL: ctx.database.url,
      DATA_DIR: dataDir,
      SECRET_KEY,
      METABOOST_REGISTRY: outside.address,
      ...env,
    },
  })

describe('readout doctor', () => {
  it('says of each thing how it is, and ends well where nothing is broken', async () => {
    const { status, out } = await doctor()
    for (const about of ['disk', 'clock', 'proxy', 'secrets', 'database', 'wallets', 'feeds', 'jobs'])
      expect(out).toMatch(new RegExp(`^ok {4}${about} `, 'm'))
    expect(out).toMatch(/^LOOK {2}backups +None is made by the clock\.\n +→ Set BACKUP_CRON/m)
    expect(status).toBe(0)
  })

  it('asks the wallets, and names the one that does not answer', async () => {
    const node = await startFakeLnd()
    await addSource(ctx, { kind: lnd, name: 'my-node', wallet: null, whose: null, settings: node.settings })
    expect((await doctor()).out).toMatch(/^ok {4}wallets +my-node: Connected\./m)
    await node.close()
    const { status, out, told } = await doctor()
    expect(out).toMatch(/^BAD {3}wallets +my-node: .+\n +→ .+/m)
    expect([status, told]).toEqual([1, 'Something is broken. What to do stands above.'])
  })

  it('sees that secrets were sealed under another key, whosesoever', async () => {
    const user_id = randomUUID()
    await ctx.db
      .insertInto('users')
      .values({ id: user_id, email: 'a@example.com', name: null, role: 'host', show_ids: null })
      .execute()
    await ctx.db
      .insertInto('code_apps')
      .values({ user_id, secret: ctx.secrets.seal('a secret', `code app:${user_id}`) })
      .execute()
    await ctx.db
      .insertInto('ways_out')
      .values({
        name: 'lights',
        settings: JSON.stringify({ kind: 'osc' }),
        secret: sealSecrets(ctx.secrets, {}),
        per_minute: null,
      })
      .execute()
    await ctx.db
      .insertInto('purses')
      .values({
        ...sealAccess(ctx.secrets, { kind: 'nwc', connection: 'nostr+walletconnect://a' }),
        daily_msat: 1000,
        ask_from_msat: 1000,
      })
      .execute()
    expect((await doctor()).out).not.toContain('another key')
    const { status, out } = await doctor({ SECRET_KEY: 'another secret key that is long enough' })
    expect(out).toMatch(/^BAD {3}secrets +my-node: .*SECRET_KEY/m)
    for (const what of ['Apps for codes', 'Ways out', 'The wallet that pays replies'])
      expect(out).toMatch(new RegExp(`^BAD {3}secrets +${what}: sealed under another key`, 'm'))
    expect(status).toBe(1)
  })

  it('says why the database cannot be reached, and all the rest all the same', async () => {
    const { status, out } = await doctor({ DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' })
    expect(out).toMatch(/^ok {4}disk /m)
    expect(out).toMatch(/^BAD {3}database +The database of DATABASE_URL does not answer/m)
    expect(status).toBe(1)
  })
})

describe('the doctor', () => {
  it('names a job that fails again and again, since when, why, and what to do', async () => {
    const at = (hour: number) => new Date(Date.UTC(2026, 10, 29, hour))
    const job = { runs: 9, duration_ms: 5, read_to: null, ended_at: at(11) }
    await ctx.db
      .insertInto('job_states')
      .values([
        {
          ...job,
          name: 'rates',
          started_at: at(11),
          succeeded_at: at(6),
          failed_at: at(11),
          failing_since: at(7),
          error: 'no room',
          failures: 5,
        },
        {
          ...job,
          name: 'feeds',
          started_at: at(11),
          succeeded_at: at(10),
          failed_at: at(11),
          failing_since: at(11),
          error: 'once',
          failures: 1,
        },
        {
          ...job,
          name: 'seal',
          started_at: at(11),
          succeeded_at: at(11),
          failed_at: at(9),
          error: null,
          failures: 1,
        },
        // Of a version that is gone.
        {
          ...job,
          name: 'gone',
          started_at: new Date(0),
          succeeded_at: null,
          failed_at: new Date(0),
          error: 'x',
          failures: 2,
        },
      ])
      .execute()
    const found = await checkJobs({ db: ctx.db, now: () => at(12) })
    expect(found.map(({ how }) => how)).toEqual(['look', 'broken'])
    expect(found[1]).toMatchObject({
      about: 'jobs',
      says: '“rates” failed after 2026-11-29T06:00:00.000Z, when it last went well, the last time 2026-11-29T11:00:00.000Z: no room',
      step: expect.stringContaining('tried again by itself'),
    })
    await ctx.db.deleteFrom('job_states').execute()
    expect(await checkJobs(ctx)).toMatchObject([{ how: 'well' }])
  })

  it('knows a disk that is full or nearly so', async () => {
    const of = async (free: number) => (await checkDisk(ctx, async () => free)).how
    expect([await of(1e10), await of(5e8), await of(1e7)]).toEqual(['well', 'look', 'broken'])
  })

  it('knows a clock that goes wrong, by one outside', async () => {
    const of = async (config = { ...ctx.config, metaboostRegistry: outside.address }) =>
      await checkClock({ ...ctx, config })
    said = () => new Date(Date.now() + 60_000)
    expect((await of()).says).toMatch(/is \d+ seconds behind/)
    said = () => new Date(Date.now() - 60_000)
    expect((await of()).says).toMatch(/is \d+ seconds ahead of/)
    said = () => new Date()
    expect((await of()).how).toBe('well')
    expect((await of({ ...ctx.config, metaboostRegistry: 'http://127.0.0.1:9' })).says).toContain(
      'does not answer',
    )
  })

  it('knows a proxy that does not say who comes, or how', async () => {
    const server = await listenTo(ctx)
    const own = (given: Partial<TestContext['config']>) =>
      checkProxy({ config: { ...ctx.config, publicUrl: server.url, ...given } })
    expect((await own({})).says).toContain('count as one visitor')
    expect((await own({ trustProxy: ['127.0.0.1'] })).how).toBe('well')
    expect((await own({ publicUrl: 'http://127.0.0.1:9' })).says).toContain('does not answer')
    expect((await own({ publicUrl: outside.address })).says).toContain('is not answered by Readout')
    // Behind TLS that the proxy ends, and of which it does not tell.
    const tls = await startJsonServer(() => ({
      body: { address: '127.0.0.1', protocol: 'https', host: 'readout' },
    }))
    expect((await own({ publicUrl: tls.address })).says).toContain('cookies and links are wrong')
    await tls.close()
    await server.close()
  })

  it('knows a key that others can read, or that only this machine has', () => {
    const of = (given: Partial<TestContext['config']>) =>
      checkSecretKey({ ...ctx, config: { ...ctx.config, secretKey: null, ...given } })
    expect(of({ databaseUrl: null }).how).toBe('well')
    createSecretBox({ secretKey: null, dataDir }).seal('a', 'b')
    expect(of({ databaseUrl: null }).how).toBe('well')
    expect(of({ databaseUrl: 'postgres://one/db' }).step).toContain('Set SECRET_KEY')
    writeFileSync(join(dataDir, 'secret.key'), SECRET_KEY, { mode: 0o644 })
    rmSync(join(dataDir, 'secret.key'))
    writeFileSync(join(dataDir, 'secret.key'), SECRET_KEY, { mode: 0o644 })
    expect(of({ databaseUrl: null }).step).toContain('chmod 600')
    rmSync(join(dataDir, 'secret.key'))
    mkdirSync(join(dataDir, 'secret.key'))
    expect(of({ databaseUrl: null })).toMatchObject({
      how: 'broken',
      says: expect.stringContaining('it is no file'),
    })
    rmSync(join(dataDir, 'secret.key'), { recursive: true })
  })

  it('knows a database without what a search needs, of another version, or with a clock that is off', async () => {
    const of = async (now = ctx.now) =>
      (await checkDatabase({ ...ctx, now })).map(({ says }) => says).join('\n')
    expect(await of()).toMatch(/^PostgreSQL \d/)
    expect(await of(() => new Date(Date.now() + 60_000))).toMatch(/clock is -\d+ seconds off/)
    const other = await createTestContext()
    await other.database.pool.query(
      `drop extension pg_trgm cascade; insert into migrations values ('999-newer', now()::text)`,
    )
    const found = (await checkDatabase(other)).map(({ says }) => says).join('\n')
    expect(found).toContain('a search reads every boost')
    expect(found).toContain('A newer Readout has used it')
    await other.close()
  })
})
