import express from 'express'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import type { Context } from '#api/context.ts'
import { probes } from '#api/health/probes.ts'
import { answerError } from '#api/http/answer-error.ts'
import { explainFailure } from '#api/http/explain-failure.ts'
import { noteRound } from '#api/job/record-round.ts'
import { openDatabase } from '#db/database.ts'
import { keyCredential, personCredential } from '#tests/helper/credential.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

let ctx: TestContext
beforeAll(async () => {
  ctx = await createTestContext()
})
afterAll(() => ctx.close())

const get = (path: string, of: Context = ctx) => request(createApp(of)).get(path)

describe('whoever asks', () => {
  it('learns that the service lives and is ready, and nothing else', async () => {
    const live = await get('/healthz')
    expect([live.status, live.body]).toEqual([200, { status: 'ok' }])
    const ready = await get('/readyz')
    expect([ready.status, ready.body]).toEqual([200, { status: 'ready' }])
    expect(ready.headers['cache-control']).toBe('no-store')
  })

  it('learns that it is not ready while it stops, but lives', async () => {
    const stopping = AbortSignal.abort()
    expect((await get('/healthz', { ...ctx, stopping })).status).toBe(200)
    const { status, body, type } = await get('/readyz', { ...ctx, stopping })
    expect([status, type, body.type]).toEqual([
      503,
      'application/problem+json',
      'urn:readout:problem:not-ready',
    ])
  })

  it('learns that it is not ready where the database is away or empty', async () => {
    const other = await createTestContext()
    await other.db.schema.dropTable('installation').cascade().execute()
    expect((await get('/readyz', other)).status).toBe(503)
    await other.close()
    expect((await get('/readyz', other)).status).toBe(503)
    expect((await get('/healthz', other)).status).toBe(200)
  })
})

describe('readiness', () => {
  it('is no where the database takes nothing that is written, and a write says so too', async () => {
    const other = await createTestContext()
    const name = new URL(other.database.url).pathname.slice(1)
    await other.database.pool.query(`alter database ${name} set default_transaction_read_only = on`)
    const standby = await openDatabase({ url: other.database.url, schema: other.database.schema })
    const { status, body } = await get('/readyz', { ...other, database: standby, db: standby.db })
    expect([status, body.detail]).toEqual([503, expect.stringContaining('takes nothing that is written')])
    const writing = standby.db.insertInto('anonymous_names').values({ name_key: 'nobody at all' }).execute()
    await expect(writing.catch((error: unknown) => explainFailure(error))).resolves.toMatchObject({
      status: 503,
    })
    await standby.close()
    await other.close()
  })

  it('is no where the disk of the embedded database is full', async () => {
    const readyWith = async (room: number, databaseUrl: string | null) => {
      const app = express().use(probes({ ...ctx, config: { ...ctx.config, databaseUrl } }, async () => room))
      return await request(app.use(answerError(ctx.log))).get('/readyz')
    }
    expect((await readyWith(0, null)).body.detail).toContain('disk of DATA_DIR is full')
    expect((await readyWith(1e9, null)).status).toBe(200)
    expect((await readyWith(0, ctx.database.url)).status).toBe(200)
  })
})

describe('the metrics', () => {
  const statusOf = async (headers: Record<string, string>, of: Context = ctx) =>
    (await get('/metrics', of).set(headers)).status

  it('are for programs of this machine, and no others without a credential', async () => {
    expect(await statusOf({})).toBe(200)
    expect(await statusOf({ Host: 'localhost:3000' })).toBe(200)
    expect(await statusOf({ Host: 'rebound.example.com' })).toBe(401)
    for (const header of ['X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'Via'])
      expect(await statusOf({ [header]: '127.0.0.1' })).toBe(401)
    const publicUrl = 'https://boosts.example.com'
    expect(await statusOf({}, { ...ctx, config: { ...ctx.config, publicUrl } })).toBe(401)
    expect(await statusOf({}, { ...ctx, config: { ...ctx.config, trustProxy: ['127.0.0.1'] } })).toBe(401)
  })

  it('are for who may read, from anywhere', async () => {
    const away = { 'X-Forwarded-For': '203.0.113.7' }
    expect(await statusOf({ ...away, ...(await keyCredential(ctx, ['read'])) })).toBe(200)
    expect(await statusOf({ ...away, ...(await keyCredential(ctx, ['admin'])) })).toBe(200)
    expect(await statusOf({ ...away, ...(await keyCredential(ctx, ['intake'])) })).toBe(401)
    const { Cookie } = await personCredential(ctx, 'owner')
    expect(await statusOf({ ...away, Cookie })).toBe(200)
  })

  it('tell of answers by route, never by address', async () => {
    await get('/api/v1/auth/sessions/0192f0c1-7d4c-7d1e-8f8e-000000000001')
    const { text, type } = await get('/metrics')
    expect(type).toBe('text/plain')
    await request(createApp(ctx)).delete('/api/v1/auth/sessions/0192f0c1-7d4c-7d1e-8f8e-000000000001')
    const again = (await get('/metrics')).text
    expect(again).toMatch(
      /readout_http_request_duration_seconds_count\{method="DELETE",route="\/api\/v1\/auth\/sessions\/\{id\}",status="401"\} 1/,
    )
    expect(text + again).not.toContain('0192f0c1')
  })

  it('tell what became of what sources reported', async () => {
    const report = {
      ref: '1',
      wallet: null,
      payment_hash: 'a'.repeat(64),
      set_id: null,
      settled_at: new Date(),
      money: { kind: 'free' as const },
      rail: 'free' as const,
      memo: 'thanks',
      metadata: null,
      routing: null,
      comment: null,
      metadata_url: null,
      refund_of: null,
    }
    const origin = { source: 'a "node"', kind: 'api', exactness: 4 as const }
    await ctx.intake.record(origin, [report])
    await ctx.intake.record(origin, [report])
    const { text } = await get('/metrics')
    expect(text).toContain('readout_intake_reports_total{source="a \\"node\\"",result="recorded"} 1')
    expect(text).toContain('readout_intake_reports_total{source="a \\"node\\"",result="duplicate"} 1')
    const other = { origin: { ...origin, source: 'posted' }, report }
    await ctx.intake.recordEntries([{ origin, report }, other, other])
    const after = await get('/metrics')
    expect(after.text).toContain('readout_intake_reports_total{source="a \\"node\\"",result="duplicate"} 2')
    expect(after.text).toContain('readout_intake_reports_total{source="posted",result="duplicate"} 2')
  })

  it('tell of the jobs, the database and the feed of changes', async () => {
    await noteRound(ctx, 'counting', async () => {})
    await noteRound(ctx, 'counting', () => Promise.reject(new Error('no'))).catch(() => {})
    const { text } = await get('/metrics')
    expect(text).toContain('readout_job_runs_total{job="counting"} 2')
    expect(text).toContain('readout_job_failures_total{job="counting"} 1')
    expect(text).toMatch(/readout_job_last_success_timestamp_seconds\{job="counting"\} 1\d{9}/)
    expect(text).toContain('readout_database_up 1')
    expect(text).toContain('readout_changes_unread_seconds 0')
  })

  it('say that the database is away, where it is', async () => {
    const other = await createTestContext()
    await other.close()
    const { status, text } = await get('/metrics', other)
    expect([status, /readout_database_up (\d)/.exec(text)?.[1]]).toEqual([200, '0'])
  })
})
