import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ImportJson } from '#api/contract/import.ts'
import { importsJob } from '#api/import/job.ts'
import { openUploads } from '#tests/api/import/open-uploads.ts'
import { keyCredential, personCredential } from '#tests/helper/credential.ts'
import { RUNS } from '#tests/helper/runs.ts'
import { boostagram, hash, helipadDatabase, invoice, row } from '#tests/helper/wallet-files.ts'

const uploads = openUploads()
const { ask, upload, checked, recorded, payments } = uploads

beforeEach(async () => {
  for (const name of folders()) rmSync(join(uploads.dataDir(), 'imports', name), { recursive: true })
  await sql`truncate imports, shows, wallets, supporters, payments, audit_log cascade`.execute(uploads.ctx.db)
})

const lnd = (...invoices: object[]) => JSON.stringify({ invoices })
const folders = () => readdirSync(join(uploads.dataDir(), 'imports'))
const bytesOf = (path: string) => new Uint8Array(readFileSync(path))

describe('a file of past payments', () => {
  it('is recognized, looked at without recording anything, recorded, and then gone from the disk', async () => {
    const { status, body } = await upload(
      'invoices.json',
      lnd(invoice(1), invoice(2), invoice(3, { state: 'OPEN' })),
    )
    expect(status).toBe(201)
    expect(body).toMatchObject({
      name: 'invoices.json',
      kind: 'lnd',
      state: 'uploaded',
      wallet: null,
      check: null,
    })
    expect(folders()).toEqual([body.id])

    const asked = await ask('POST', `/${body.id}/check`, { wallet: 'my node' })
    expect(asked).toMatchObject({ status: 202, body: { wallet: 'my node', source: 'my node (LND file)' } })
    const looked = await uploads.ended(body.id)
    expect(looked).toMatchObject({
      state: 'checked',
      check: {
        counts: {
          rows: 3,
          recorded: 2,
          duplicates: 0,
          conflicts: 0,
          refused: 0,
          skipped: { 'not settled (OPEN)': 1 },
        },
        first_at: '2022-05-15T18:40:01.000Z',
        last_at: '2022-05-15T18:40:02.000Z',
        amount_msat: 2_001_003,
        fiat: [],
        double: null,
      },
      counts: null,
    })
    expect(await payments()).toEqual([])
    expect(await uploads.ctx.db.selectFrom('wallets').selectAll().execute()).toEqual([])

    expect(await recorded(body.id)).toMatchObject({
      state: 'done',
      counts: looked.check?.counts,
      progress: 1,
      ended_at: expect.any(String),
    })
    expect(await payments()).toMatchObject([
      { ref: '1', amount_msat: 1_000_501, message: 'boost 1', wallet: 'my node' },
      { ref: '2', amount_msat: 1_000_502, wallet: 'my node' },
    ])
    expect(folders()).toEqual([])
    expect((await ask('POST', `/${body.id}/record`)).status).toBe(409)
    const audited = await uploads.ctx.db.selectFrom('audit_log').select('action').orderBy('id').execute()
    expect(audited.map(({ action }) => action)).toEqual([
      'POST /api/v1/imports',
      'POST /api/v1/imports/{id}/check',
      'POST /api/v1/imports/{id}/record',
    ])
  })

  it('that is uploaded again says that all of it is known, by the same source', async () => {
    const file = lnd(invoice(1), invoice(2))
    await recorded((await checked('a.json', file, 'my node')).id)
    const again = await checked('b.json', file, 'my node')
    expect(again).toMatchObject({
      source: 'my node (LND file)',
      check: { counts: { recorded: 0, duplicates: 2 }, first_at: null, amount_msat: 0 },
    })
    expect(await recorded(again.id)).toMatchObject({ counts: { recorded: 0, duplicates: 2 } })
    expect(await payments()).toHaveLength(2)
  })

  it('says which of its payments contradict known ones, and which wallet has them already', async () => {
    await recorded((await checked('a.json', lnd(...[1, 2, 3, 4].map((n) => invoice(n))), 'my node')).id)
    const other = await checked('b.json', lnd(invoice(1, { amt_paid_msat: '7000' })), 'my node')
    expect(other.check).toMatchObject({ counts: { conflicts: 1, recorded: 0 }, amount_msat: 7000 })
    const helipad = bytesOf(
      helipadDatabase(
        uploads.dataDir(),
        'same.db',
        [1, 2, 3, 4].map((n) => row(n)),
      ),
    )
    const double = await checked('database.db', helipad, 'helipad')
    expect(double.check).toMatchObject({
      counts: { recorded: 4 },
      double: { wallet: 'my node', matching: 4, compared: 4 },
    })
    await ask('POST', `/${double.id}/check`, { wallet: 'my node' })
    const same = await uploads.ended(double.id)
    expect(same.check).toMatchObject({ counts: { recorded: 0, duplicates: 4 }, double: null })
  })

  it('lists what cannot be recorded with row and reason, to be downloaded, and once only', async () => {
    const lines = [
      { id: '1', settled_at: 1_652_640_001, amount_msat: 1000 },
      { id: '2', settled_at: 99_999_999_999, amount_msat: 1000 },
      '=cut "off',
      { id: '3', settled_at: 1_652_640_003, amount_msat: -5 },
    ]
    const content = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n')
    const looked = await checked('mine.ndjson', content, 'till')
    const done = await recorded(looked.id)
    for (const file of [looked, done]) expect(file).toMatchObject({ refused_listed: 3 })
    expect(done.counts).toMatchObject({ rows: 4, recorded: 1, refused: 3 })
    const { body } = await ask<{ items: unknown[] }>('GET', `/${done.id}/refused`)
    expect(body.items).toEqual([
      { row: 2, reason: expect.stringMatching(/far future|future/), raw: JSON.stringify(lines[1]) },
      { row: 3, reason: 'This is not JSON.', raw: '=cut "off' },
      { row: 4, reason: expect.stringMatching(/negative/), raw: JSON.stringify(lines[3]) },
    ])
    const answer = await fetch(`${uploads.url}/api/v1/imports/${done.id}/refused.csv`, {
      headers: await keyCredential(uploads.ctx, ['admin']),
    })
    expect(answer.headers.get('content-disposition')).toContain('mine.ndjson refused.csv')
    const text = Buffer.from(await answer.arrayBuffer()).toString()
    expect(text.split('\r\n')[0]).toBe('\ufeffrow,reason,content')
    expect(text).toContain(`3,This is not JSON.,"'=cut ""off"`)
  })

  it('is stopped and goes on, each payment once; removed, what was recorded stays', async () => {
    const { id } = await checked(
      'a.json',
      lnd(...Array.from({ length: 2_000 }, (_, n) => invoice(n + 1))),
      'node',
    )
    expect((await ask('POST', `/${id}/stop`)).status).toBe(409)
    await ask('POST', `/${id}/record`)
    const stopped = await ask('POST', `/${id}/stop`)
    expect(stopped).toMatchObject({ status: 200, body: { state: 'stopped' } })
    await uploads.ctx.imports.idle()
    const before = (await ask('GET', `/${id}`)).body
    expect(before.counts?.recorded ?? 0).toBe((await payments()).length)
    expect((await ask('POST', `/${id}/check`, { wallet: 'node' })).status).toBe(409)
    expect(await recorded(id)).toMatchObject({
      state: 'done',
      counts: { rows: 2_000, recorded: 2_000, duplicates: 0 },
    })
    expect((await ask('DELETE', `/${id}`)).status).toBe(204)
    expect((await ask('DELETE', `/${id}`)).status).toBe(404)
    expect(await payments()).toHaveLength(2_000)
  })

  it('brings payments of Alby and LNbits, and no test money', async () => {
    const alby = [
      {
        identifier: 'a1',
        payment_hash: hash(1),
        amount: 21,
        settled: true,
        settled_at: '2024-01-01T00:00:00Z',
      },
      {
        identifier: 'a2',
        payment_hash: hash(2),
        amount: 5,
        type: 'outgoing',
        settled_at: '2024-01-01T00:00:00Z',
      },
    ]
    const lnbits = [
      {
        checking_id: 'x',
        payment_hash: hash(3),
        amount: 21_000,
        status: 'success',
        time: '2024-01-01T00:00:00Z',
      },
      {
        checking_id: 'y',
        payment_hash: hash(4),
        amount: 9_000,
        status: 'success',
        time: '2024-01-01T00:00:00Z',
        bolt11: 'lnbcrt90n1p',
      },
      {
        checking_id: 'z',
        payment_hash: hash(5),
        amount: -9_000,
        status: 'success',
        time: '2024-01-01T00:00:00Z',
      },
    ]
    const one = await checked('incoming.json', JSON.stringify(alby), 'alby')
    expect(one).toMatchObject({
      kind: 'alby',
      check: { counts: { recorded: 1, skipped: { 'sent, not received': 1 } } },
    })
    const two = await checked('payments.json', JSON.stringify({ data: lnbits, total: 3 }, null, 2), 'lnbits')
    expect(two).toMatchObject({
      kind: 'lnbits',
      check: {
        counts: {
          recorded: 1,
          skipped: { 'sent, not received': 1, 'money of a test network, which is worth nothing': 1 },
        },
        amount_msat: 21_000,
      },
    })
  })

  it('is for owners alone', async () => {
    for (const role of ['host', 'bookkeeper'] as const) {
      const { Cookie } = await personCredential(uploads.ctx, role)
      for (const method of ['GET', 'POST'])
        expect(
          (await fetch(`${uploads.url}/api/v1/imports`, { method, headers: { Cookie, Origin: uploads.url } }))
            .status,
        ).toBe(403)
    }
    expect((await fetch(`${uploads.url}/api/v1/imports`)).status).toBe(401)
  })

  it('that nobody went on with is cleared away after a week, and one that is lost says so', async () => {
    const { body: old } = await upload('old.json', lnd(invoice(1)))
    const { body: fresh } = await upload('fresh.json', lnd(invoice(1)))
    const lost = await checked('lost.json', lnd(invoice(1)), 'node')
    const ago = (hours: number) => new Date(Date.now() - hours * 3600_000)
    const { db } = uploads.ctx
    await db
      .updateTable('imports')
      .set({ touched_at: ago(8 * 24) })
      .where('id', '=', old.id)
      .execute()
    await db
      .updateTable('imports')
      .set({ state: 'recording', touched_at: ago(1) })
      .where('id', '=', lost.id)
      .execute()
    rmSync(join(uploads.dataDir(), 'imports', lost.id), { recursive: true })
    await importsJob.run(uploads.ctx, new AbortController().signal)
    expect(folders()).toEqual([fresh.id])
    const { body } = await ask<{ items: ImportJson[] }>('GET', '')
    expect(body.items).toMatchObject([
      { id: lost.id, state: 'failed', problem: expect.stringContaining('no longer here') },
      { id: fresh.id, state: 'uploaded' },
    ])
  })
})

describe('what is said before', () => {
  it('is what recording does, whatever the file holds and whatever is known', async () => {
    const payment = fc.record({
      source: fc.constantFrom(undefined, 'other'),
      id: fc.integer({ min: 1, max: 12 }).map(String),
      payment_hash: fc.option(fc.integer({ min: 1, max: 8 }).map(hash), { nil: undefined }),
      settled_at: fc.constantFrom(1_652_640_000, 1_652_640_001, 1_652_649_999),
      amount_msat: fc.constantFrom(1000, 1500, 2000, 0),
      boostagram: fc.constantFrom(undefined, JSON.parse(boostagram('hello').toString())),
    })
    const file: fc.Arbitrary<unknown[]> = fc.array(
      fc.oneof({ arbitrary: payment, weight: 12 }, { arbitrary: fc.constant('x'), weight: 1 }),
      {
        minLength: 1,
        maxLength: 30,
      },
    )
    // Ended by a line's end, all of it is one batch: of two, which are recorded side by side, either may be the first.
    const write = (rows: readonly unknown[]) =>
      [{ id: '0', settled_at: 1_652_640_000, amount_msat: 1 }, ...rows]
        .map((each) => `${each === 'x' ? 'x' : JSON.stringify(each)}\n`)
        .join('')
    const plain = { source: undefined, payment_hash: undefined, boostagram: undefined }
    const first = { ...plain, id: '1', settled_at: 1_652_640_000, amount_msat: 1000 }
    const hashed = { ...first, payment_hash: hash(3) }
    const gainsItsHash: [unknown[], unknown[]] = [[first], [hashed, { ...hashed, id: '2' }]]
    await fc.assert(
      fc.asyncProperty(file, file, async (known, given) => {
        await sql`truncate imports, shows, wallets, supporters, payments cascade`.execute(uploads.ctx.db)
        await recorded((await checked('known.ndjson', write(known), 'node', 'mine')).id)
        const before = new Set((await payments()).map(({ ref, amount_msat }) => `${ref} ${amount_msat}`))
        const looked = await checked('given.ndjson', write(given), 'node', 'mine')
        const done = await recorded(looked.id)
        expect(looked.check?.counts).toEqual(done.counts)
        expect(before.size).toBeGreaterThan(0)
      }),
      // Each uploads, looks and records twice.
      { numRuns: Math.ceil(RUNS / 5), examples: [gainsItsHash] },
    )
  }, 300_000)
})
