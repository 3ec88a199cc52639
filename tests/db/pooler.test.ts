import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createKey } from '#api/auth/key/api-key.ts'
import { PlainError } from '#api/lib/errors.ts'
import { openStore } from '#db/open-store.ts'
import { pgbouncer, startBouncer } from '#tests/helper/pgbouncer.ts'
import { runScript } from '#tests/helper/run-script.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'
import { until } from '#tests/helper/until.ts'

let ctx: TestContext
beforeAll(async () => {
  ctx = await createTestContext()
})
afterAll(() => ctx.close())

const open = (databaseUrl: string, more = {}) =>
  openStore({ databaseUrl, databaseSchema: 'readout', dataDir: '', ...more }, 'command', () => {})
const tablesOf = async () =>
  (
    await ctx.database.pool.query(
      `select schemaname, count(*)::integer as count from pg_tables where schemaname !~ '^pg_|^information' group by 1`,
    )
  ).rows
const setPath = (path: string | null) =>
  ctx.database.pool.query(
    `alter role current_user in database ${new URL(ctx.database.url).pathname.slice(1)} ${path === null ? 'reset search_path' : `set search_path = ${path}`}`,
  )

describe.skipIf(!pgbouncer)('behind PgBouncer', () => {
  it('that is not named, Readout does not start, says why, and makes no table anywhere', async () => {
    const before = await tablesOf()
    const plain = await startBouncer(ctx.database.url, 'session')
    await expect(open(plain.url)).rejects.toThrow(/leads to a pooler.*DATABASE_POOLER.*DATABASE_DIRECT_URL/)
    await plain.close()
    const dropping =
      'ignore_startup_parameters = options, statement_timeout, lock_timeout, idle_in_transaction_session_timeout'
    const silent = await startBouncer(ctx.database.url, 'session', dropping)
    const opening = open(silent.url)
    await expect(opening).rejects.toThrow(PlainError)
    await expect(opening).rejects.toThrow(/lose the settings that they ask for.*DATABASE_POOLER/)
    await expect(open(silent.url, { databaseSchema: 'other' })).rejects.toThrow(
      /see the schema readout and not other/,
    )
    await silent.close()
    expect(await tablesOf()).toEqual(before)
  })

  it('that lends transactions, the role says which schema, and where it does not, the sentence to say it', async () => {
    const bouncer = await startBouncer(ctx.database.url, 'transaction')
    const how = { databasePooler: 'transaction' as const, databaseDirectUrl: ctx.database.url }
    // By itself a role sees the schema of its own name, which is the usual one.
    await (await open(bouncer.url, how)).close()
    await expect(open(bouncer.url, { ...how, databaseSchema: 'other' })).rejects.toThrow(
      /alter role "readout" in database "readout_\w+" set search_path = "other", public/,
    )
    await bouncer.close()
  })

  it.each(['session', 'transaction'] as const)(
    'that lends %ss, payments that come at once are recorded once, and told at once',
    async (mode) => {
      if (mode === 'transaction') await setPath('readout, public')
      const bouncer = await startBouncer(ctx.database.url, mode)
      const { key } = await createKey(ctx.db, {
        name: mode,
        scopes: ['intake', 'read'],
        source: null,
        wallet: null,
        shows: null,
      })
      const run = runScript('start', {
        env: {
          DATABASE_URL: bouncer.url,
          DATABASE_POOLER: mode,
          DATABASE_DIRECT_URL: ctx.database.url,
          SECRET_KEY: 'a secret key that is long enough to be one',
        },
      })
      const url = (await run.hears(/Readout is at (\S+)/)).trim()
      const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' }
      const events = await fetch(`${url}/api/v1/live`, { headers })
      let heard = ''
      const hearing = (async () => {
        for await (const part of events.body ?? []) heard += Buffer.from(part).toString()
      })().catch(() => {})
      const post = (id: number) =>
        fetch(`${url}/api/v1/payments`, {
          method: 'POST',
          headers,
          body: JSON.stringify({
            source: mode,
            id: String(id),
            settled_at: '2026-11-22T20:15:00Z',
            amount_msat: 1000,
            boostagram: { action: 'boost', podcast: 'My Show', sender_name: `s${id % 7}` },
          }),
        }).then(({ status }) => status)
      const ids = Array.from({ length: 60 }, (_, index) => index)
      const statuses = await Promise.all([...ids, ...ids].map(post))
      expect([...new Set(statuses)].every((status) => status === 200 || status === 201)).toBe(true)
      const { rows } = await ctx.database.pool.query(
        'select count(*)::integer as count from sightings s join sources o on o.id = s.source_id where o.name = $1',
        [mode],
      )
      expect(rows).toEqual([{ count: 60 }])
      await until('it is told', () => heard.includes('"kind":"changes"'))
      await until(
        'its totals are built',
        async () =>
          (
            await ctx.database.pool.query(
              `select from job_states where name = 'totals' and succeeded_at is not null and error is null`,
            )
          ).rowCount === 1,
      )
      expect(await tablesOf()).toHaveLength(1)
      run.signal('SIGTERM')
      expect(await run.ends(), run.said()).toBe(0)
      await hearing
      // What was locked ended with it, and not only with the pooler.
      const held = `select from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`
      expect((await ctx.database.pool.query(held)).rowCount).toBe(0)
      expect(run.said()).not.toContain('"level":50')
      await bouncer.close()
      if (mode === 'transaction') await setPath(null)
    },
  )
})
