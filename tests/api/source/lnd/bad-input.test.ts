import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, createServer, type Server as NetServer } from 'node:net'
import { status } from '@grpc/grpc-js'
import { afterEach, describe, expect, it } from 'vitest'
import type { SourceTestJson } from '#api/contract/source.ts'
import { kindNamed } from '#api/source/connection/kind-named.ts'
import { readSettings } from '#api/source/connection/read-settings.ts'
import { testSettings } from '#api/source/connection/test-source.ts'
import { makeCertificate } from '#tests/helper/certificate.ts'
import { hurryTimers } from '#tests/helper/hurry-timers.ts'
import { makeInvoice } from '#tests/helper/lnd/fake-invoice.ts'
import { type FakeLnd, MACAROON, startFakeLnd } from '#tests/helper/lnd/fake-lnd.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

async function startNode(options: Parameters<typeof startFakeLnd>[0] = {}): Promise<FakeLnd> {
  const node = await startFakeLnd(options)
  ends.push(node.close)
  return node
}

async function listen(server: NetServer): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ends.push(() => new Promise((resolve) => server.close(resolve)))
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function check(settings: Record<string, unknown>): Promise<SourceTestJson> {
  const kind = kindNamed('lnd')
  const result = await testSettings(kind, readSettings(kind, settings), new AbortController().signal)
  if (!result.ok) {
    // Whatever is wrong, there is something to do, and no secret in it.
    expect(result.step).toMatch(/\S/)
    expect(JSON.stringify(result)).not.toContain(MACAROON)
  }
  return result
}

const wrong = (parts: Partial<SourceTestJson> | RegExp) =>
  parts instanceof RegExp ? { ok: false, says: expect.stringMatching(parts) } : parts

describe('a test of an LND node', () => {
  it('says what it found', async () => {
    const node = await startNode()
    expect(await check(node.settings)).toEqual({
      ok: true,
      says: 'Connected. This node has no invoices yet.',
      sentences: ['Connected.', 'This node has no invoices yet.'],
      step: null,
      network: 'mainnet',
    })
    node.add(makeInvoice(1))
    expect((await check(node.settings)).says).toBe('Connected. This node has made one invoice.')
  })

  it('says where nothing tells whether its money is real, by a macaroon for invoices alone', async () => {
    const node = await startNode()
    node.behaviour.network = null
    node.add(makeInvoice(1))
    expect(await check(node.settings)).toMatchObject({
      ok: true,
      says: expect.stringMatching(/not known whether this node’s money is real.*invoices:read info:read/),
      network: null,
    })
    node.add(makeInvoice(2, { payment_request: 'lnbcrt1' }))
    expect(await check(node.settings)).toMatchObject({ network: 'regtest' })
  })

  it('knows an expired certificate, another one, and one for another name', async () => {
    const expired = makeCertificate({ until: new Date(Date.now() - 1000), from: new Date(0) })
    expect(await check((await startNode({ certificate: expired })).settings)).toMatchObject(wrong(/expired/))
    const node = await startNode()
    expect(await check({ ...node.settings, certificate: makeCertificate().cert })).toMatchObject(
      wrong(/another certificate/),
    )
    expect(await check({ ...node.settings, certificate: null })).toMatchObject(
      wrong(/made itself, and none is given here/),
    )
    const elsewhere = makeCertificate({ names: ['umbrel.local'], addresses: [] })
    expect(await check((await startNode({ certificate: elsewhere })).settings)).toMatchObject(
      wrong(/not for this address/),
    )
  })

  it('holds a certificate against the address that was given, be it a name or an IP address', async () => {
    const warnings: Error[] = []
    const note = (warning: Error) => void warnings.push(warning)
    process.on('warning', note)
    ends.push(() => process.off('warning', note))
    const named = await startNode({ certificate: makeCertificate({ names: ['localhost'], addresses: [] }) })
    expect(await check(named.settings)).toMatchObject(wrong(/not for this address/))
    const byName = named.address.replace('127.0.0.1', 'localhost')
    expect(await check({ ...named.settings, address: byName })).toMatchObject({ ok: true })
    const numbered = await startNode({ certificate: makeCertificate({ names: [] }) })
    expect(await check(numbered.settings)).toMatchObject({ ok: true })
    expect(warnings).toEqual([])
  })

  it('knows a macaroon that is wrong, or allows too little', async () => {
    const node = await startNode({ macaroon: 'another' })
    expect(await check({ ...node.settings, macaroon: MACAROON })).toMatchObject(wrong(/does not accept/))
    const weak = await startNode()
    weak.behaviour.refuse = { code: status.UNKNOWN, details: 'permission denied' }
    const { says, step } = await check(weak.settings)
    expect(says).toMatch(/does not allow reading invoices/)
    expect(step).toMatch(/lncli bakemacaroon .*invoices:read/)
  })

  it.each([
    [status.UNKNOWN, 'wallet locked, unlock it to enable full RPC access', /wallet is locked/],
    [status.UNKNOWN, 'wallet not created, create one to enable full RPC access', /has no wallet yet/],
    [status.UNKNOWN, 'waiting to start, RPC services not available', /still starting/],
    [status.UNKNOWN, 'server exiting', /is stopping/],
    [
      status.UNKNOWN,
      'cannot verify macaroon: caveat "time-before 2026-01-01T00:00:00Z" not satisfied: macaroon has expired',
      /has expired/,
    ],
    [
      status.UNKNOWN,
      'cannot verify macaroon: macaroon locked to different IP address',
      /bound to another IP address/,
    ],
    [status.UNKNOWN, 'the RPC server is in the process of starting up, but not yet ready', /still starting/],
    [status.UNIMPLEMENTED, 'unknown method ListInvoices for service lnrpc.Lightning', /too old/],
    [status.INTERNAL, 'something of its own', /does not know: “something of its own”/],
  ])('knows what status %i with "%s" means', async (code, details, words) => {
    const node = await startNode()
    node.behaviour.refuse = { code, details }
    expect(await check(node.settings)).toMatchObject(wrong(words))
  })

  it('knows an address where nothing answers, and a name that is none', async () => {
    const { settings } = await startNode()
    expect(await check({ ...settings, address: '127.0.0.1:1' })).toMatchObject(wrong(/Nothing answers/))
    expect(await check({ ...settings, address: 'no-such-host.invalid:10009' })).toMatchObject(
      wrong(/cannot be found/),
    )
  })

  it('knows a port that speaks something else: a page, REST, or nothing', async () => {
    const { settings, certificate } = await startNode()
    const page = await listen(createHttpServer((_, res) => res.end('<html>')))
    expect(await check({ ...settings, address: page })).toMatchObject(wrong(/does not speak LND’s gRPC/))
    const rest = await listen(
      createHttpsServer({ cert: certificate.cert, key: certificate.key }, (_, res) => res.end('<html>')),
    )
    expect(await check({ ...settings, address: rest })).toMatchObject(
      wrong(/does not speak LND’s gRPC|was lost, or could not be made/),
    )
  })

  it('waits no longer than it says for one that is silent, or answers slowly', async () => {
    const { settings } = await startNode()
    const sockets = new Set<{ destroy(): void }>()
    const address = await listen(createServer((socket) => void sockets.add(socket)))
    ends.unshift(() => {
      for (const socket of sockets) socket.destroy()
    })
    const slow = await startNode()
    slow.behaviour.delayMs = 60_000
    hurryTimers()
    for (const result of await Promise.all([check({ ...settings, address }), check(slow.settings)]))
      expect(result).toMatchObject(wrong(/did not answer in time|no answer in time/))
  })
})

describe('the settings of an LND node', () => {
  const settings = {
    address: 'mynode.local:10009',
    macaroon: MACAROON,
    certificate: makeCertificate().cert,
  }
  const read = (parts: Record<string, unknown>) => readSettings(kindNamed('lnd'), { ...settings, ...parts })

  it('are taken as people copy them', () => {
    const base64 = Buffer.from(MACAROON, 'hex').toString('base64')
    const lines = base64.replace(/.{40}/g, '$&\n')
    expect(read({ address: ' https://mynode.local:10009/ ', macaroon: ` ${lines}\n` })).toMatchObject({
      address: 'mynode.local:10009',
      macaroon: MACAROON,
    })
    const pem = String(settings.certificate)
    const der = Buffer.from(pem.split('\n').slice(1, -2).join(''), 'base64')
    for (const certificate of [
      Buffer.from(pem).toString('base64'),
      Buffer.from(pem).toString('hex'),
      der.toString('base64'),
    ])
      expect(String(read({ certificate }).certificate).trim()).toBe(pem.trim())
  })

  it.each([
    [{ address: 'mynode.local' }, /"address".*an address like/],
    [{ address: 'mynode.local:99999' }, /"address".*a port from 1 to 65535/],
    [{ macaroon: 'secret words' }, /"macaroon".*hex or base64/],
    [{ macaroon: '00'.repeat(40) }, /"macaroon"/],
    [{ certificate: 'nonsense' }, /"certificate".*tls\.cert/],
    [{ macaroon: undefined }, /"macaroon" of LND must be given/],
    [{ verify: false }, /no setting "verify"/],
  ])('are refused where they cannot be used, by name and never by value: %o', (parts, words) => {
    expect(() => read(parts)).toThrow(words)
    try {
      read(parts)
    } catch (error) {
      expect(String(error)).not.toMatch(/secret words|nonsense|0000/)
    }
  })
})
