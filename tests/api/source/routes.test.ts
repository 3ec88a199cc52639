import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { keyCredential } from '#tests/helper/credential.ts'
import { type FakeLnd, startFakeLnd } from '#tests/helper/lnd/fake-lnd.ts'
import { makeReport, recordPayments } from '#tests/helper/record-payments.ts'
import { startTestService, type TestService } from '#tests/helper/test-service.ts'

let service: TestService
let node: FakeLnd
let headers: Record<string, string>

beforeAll(async () => {
  service = await startTestService()
  node = await startFakeLnd()
  headers = { ...(await keyCredential(service.ctx, ['admin'])), 'Content-Type': 'application/json' }
})
afterAll(async () => {
  await node.close()
  await service.close()
})
beforeEach(async () => {
  await service.ctx.db.deleteFrom('sources').execute()
  await service.ctx.db.deleteFrom('wallets').execute()
})

async function ask(method: string, path: string, body?: unknown) {
  const answer = await fetch(`${service.url}/api/v1/sources${path}`, {
    method,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
  })
  const text = await answer.text()
  // Whatever is asked and answered, a secret is never in it.
  expect(text).not.toContain(node.settings.macaroon)
  return { status: answer.status, body: text === '' ? null : JSON.parse(text) }
}

const added = { kind: 'lnd', name: 'my node / one', whose: 'show' }

describe('sources over the API', () => {
  it('are added, listed, read, changed and removed; what is secret goes in and never comes out', async () => {
    const made = await ask('POST', '', { ...added, settings: node.settings })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      name: 'my node / one',
      wallet: 'my node / one',
      whose: 'show',
      connected: true,
      state: 'waiting',
      settings: { address: node.address },
    })
    const path = `/${encodeURIComponent('my node / one')}`
    expect((await ask('GET', '')).body.items.map(({ name }: { name: string }) => name)).toEqual([
      'my node / one',
    ])
    expect((await ask('PATCH', path, { paused: true })).body.state).toBe('paused')
    expect((await ask('PATCH', path, { paused: false, whose: 'shared' })).body).toMatchObject({
      state: 'waiting',
      whose: 'shared',
    })
    // Another machine is not told the key that was given for this one.
    const refused = await ask('PATCH', path, { settings: { address: 'other.local:10009' } })
    expect(refused).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('another machine') },
    })
    const moved = await ask('PATCH', path, {
      settings: { address: 'other.local:10009', macaroon: node.settings.macaroon },
    })
    expect(moved.body.settings).toMatchObject({ address: 'other.local:10009' })
    expect((await ask('DELETE', path)).status).toBe(204)
    expect((await ask('GET', path)).body).toMatchObject({ connected: false, state: null, settings: null })
    const again = await ask('POST', '', { ...added, settings: node.settings })
    expect(again.status).toBe(201)
    const { rows } = await service.ctx.database.pool.query('select detail::text as detail from audit_log')
    expect(rows.length).toBeGreaterThan(4)
    for (const { detail } of rows) expect(detail).not.toContain(node.settings.macaroon)
  })

  it('of words report on no wallet, and nobody can post payments as one of them', async () => {
    const settings = { relays: ['wss://one.example/', 'wss://one.example', 'wss://two.example'] }
    const made = await ask('POST', '', { kind: 'nostr', name: 'nostr', settings })
    expect(made.body).toMatchObject({
      wallet: null,
      whose: null,
      relays: [],
      settings: { relays: ['wss://one.example', 'wss://two.example'], keys: [] },
    })
    expect((await service.ctx.db.selectFrom('wallets').selectAll().execute()).length).toBe(0)
    expect((await ask('PATCH', '/nostr', { whose: 'show' })).body.detail).toBe(
      'The source "nostr" reports on no wallet.',
    )
    expect((await ask('PATCH', '/nostr', { settings: { keys: ['npub1nobody'] } })).body.detail).toMatch(
      /public keys, which begin with npub1/,
    )
    expect((await ask('PATCH', '/nostr', { paused: true })).body.state).toBe('paused')
    await expect(recordPayments(service.ctx.db, makeReport({ source: 'nostr' }))).rejects.toThrow(
      'reports no payments',
    )
    expect((await ask('DELETE', '/nostr')).status).toBe(204)
  })

  it('are tested before and after they are added', async () => {
    const well = {
      network: 'mainnet',
      ok: true,
      says: 'Connected. This node has no invoices yet.',
      sentences: ['Connected.', 'This node has no invoices yet.'],
      step: null,
    }
    const { settings } = node
    expect(await ask('POST', '/test', { kind: 'lnd', settings })).toEqual({ status: 200, body: well })
    await ask('POST', '', { ...added, name: 'node', settings })
    expect((await ask('POST', '/node/test')).body).toEqual(well)
    await ask('PATCH', '/node', { settings: { address: '127.0.0.1:1', macaroon: settings.macaroon } })
    expect((await ask('POST', '/node/test')).body).toMatchObject({
      ok: false,
      says: 'Nothing answers at this address.',
    })
  })

  it('are refused where their settings cannot be used, by name and never by value', async () => {
    const { settings } = node
    for (const [body, words] of [
      [{ ...added, settings: { ...settings, macaroon: 'hush hush' } }, /"macaroon" of LND/],
      [{ ...added, settings: { ...settings, nonsense: 'hush' } }, /no setting "nonsense"/],
      [{ ...added, kind: 'nwc', settings: { connection: 'nostr+walletconnect://hush' } }, /"connection"/],
    ] as const) {
      const { status, body: problem } = await ask('POST', '', body)
      expect({ status, detail: problem.detail }).toEqual({
        status: 400,
        detail: expect.stringMatching(words),
      })
      expect(problem.detail).not.toContain('hush')
    }
    await ask('POST', '', { ...added, name: 'node', settings })
    expect((await ask('POST', '', { ...added, name: 'node', settings })).status).toBe(409)
    expect((await ask('GET', '/nobody')).status).toBe(404)
    expect((await ask('DELETE', '/nobody')).status).toBe(404)
    expect((await ask('PATCH', '/node', { show: 'no-such-show' })).status).toBe(422)
  })

  it('that report by themselves are listed after those that are followed, and cannot be paused', async () => {
    const row = {
      source: 'script',
      id: '1',
      settled_at: '2026-11-22T20:15:00Z',
      amount_msat: 21_000,
    }
    const posted = await fetch(`${service.url}/api/v1/payments`, {
      method: 'POST',
      headers,
      body: JSON.stringify(row),
    })
    expect(posted.status).toBe(200)
    await ask('POST', '', { ...added, name: 'z-node', settings: node.settings })
    const { body } = await ask('GET', '')
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual(['z-node', 'script'])
    expect(body.items[1]).toMatchObject({ connected: false, payment_at: '2026-11-22T20:15:00.000Z' })
    expect((await ask('PATCH', '/script', { paused: true })).status).toBe(404)
    await service.ctx.db.deleteFrom('sightings').execute()
    await service.ctx.db.deleteFrom('payments').execute()
  })

  it('that say whose their wallet is have what it received before decided again', async () => {
    const { db } = service.ctx
    await recordPayments(db, makeReport({ source: 'script', boostagram: null }))
    const isOurs = async () => (await db.selectFrom('payments').select('ours').executeTakeFirstOrThrow()).ours
    expect(await isOurs()).toBe(false)
    expect((await ask('PATCH', '/script', { whose: 'show' })).body.whose).toBe('show')
    expect(await isOurs()).toBe(true)
    expect((await ask('PATCH', '/script', { whose: 'shared' })).body.whose).toBe('shared')
    expect(await isOurs()).toBe(false)
    await ask('POST', '', { ...added, name: 'node', wallet: 'script', settings: node.settings })
    expect(await isOurs()).toBe(true)
    expect(await db.selectFrom('tasks').select('id').execute()).toEqual([])
    await db.deleteFrom('sightings').execute()
    await db.deleteFrom('payments').execute()
  })

  it('with credentials that were sealed under another key say so, and take new ones', async () => {
    await ask('POST', '', { ...added, name: 'node', settings: node.settings })
    await service.ctx.db.updateTable('connections').set({ secrets: 'v1.AAAA.AAAA.AAAA' }).execute()
    expect((await ask('POST', '/node/test')).body.says).toMatch(/SECRET_KEY/)
    expect((await ask('PATCH', '/node', { settings: { macaroon: node.settings.macaroon } })).status).toBe(200)
    expect((await ask('POST', '/node/test')).body.ok).toBe(true)
  })
})
