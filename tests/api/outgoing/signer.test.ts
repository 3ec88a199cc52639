import { createServer } from 'node:net'
import { npubEncode } from 'nostr-tools/nip19'
import { verifyEvent } from 'nostr-tools/pure'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Outgoing, startOutgoing } from '#api/outgoing/run/start-outgoing.ts'
import { waitForSigner } from '#api/outgoing/way/nostr/invite-signer.ts'
import { type FakeNostrRelay, startFakeNostrRelay } from '#tests/helper/nostr/fake-nostr-relay.ts'
import { type FakeSigner, startFakeSigner } from '#tests/helper/nostr/fake-signer.ts'
import { recordBoost } from '#tests/helper/record-payments.ts'
import { shareService } from '#tests/helper/share-service.ts'
import { until } from '#tests/helper/until.ts'

const service = shareService()
let relay: FakeNostrRelay
let signer: FakeSigner
let running: Outgoing | null

beforeEach(async () => {
  running = null
  relay = await startFakeNostrRelay()
  signer = await startFakeSigner(relay.url)
  for (const table of ['sending_rules', 'outbox', 'ways_out'] as const)
    await service.ctx.db.deleteFrom(table).execute()
})
afterEach(async () => {
  await running?.stop()
  signer.close()
  await relay.close()
})

function makeWay(over: Record<string, unknown> = {}) {
  return service.ask('post', '/ways-out', {
    kind: 'nostr',
    name: 'way',
    signer: signer.address,
    relays: [relay.url],
    own_network: '127.0.0.1',
    text: '{{amount}} from {{name}}',
    wait_s: 0,
    ...over,
  })
}

async function tell(): Promise<{ state: string; answer: string | null }> {
  await service.ask('post', '/sending-rules', { event: 'arrived', way: 'way' })
  running = startOutgoing(service.ctx)
  await recordBoost(service.ctx.db, { settled_at: new Date().toISOString() })
  let last = { state: 'waiting', answer: null as string | null }
  await until(
    'it was tried',
    async () => {
      last = (await service.ask('get', '/outbox')).body.items[0] ?? last
      return last.answer !== null
    },
    60_000,
  )
  return last
}

const notes = () => relay.kept().filter(({ kind }) => kind === 1)

describe('a signer that has the show’s key', () => {
  it('is asked once who it signs as, and signs each note, which is its own', async () => {
    expect((await makeWay()).status).toBe(201)
    const { body } = await service.ask('get', '/ways-out')
    expect(body.items[0].settings).toMatchObject({ pubkey: signer.pubkey, signer: true })
    expect(JSON.stringify(body)).not.toContain('a-secret')
    // Its words change without it.
    await service.ask('patch', '/ways-out/way', { kind: 'nostr', text: 'Thanks, {{name}}' })
    expect(await tell()).toMatchObject({ state: 'sent', answer: '1 of 1 relays took it.' })
    expect(signer.asked).toEqual(['connect', 'get_public_key', 'sign_event'])
    const [note] = notes()
    if (!note) throw new Error('No note came')
    expect([verifyEvent({ ...note }), note.pubkey, note.content]).toEqual([
      true,
      signer.pubkey,
      'Thanks, winebear',
    ])
  })

  it('that says no is heard with its own words, and nothing is posted', async () => {
    await makeWay()
    signer.behaviour.refuse = 'not at night'
    expect(await tell()).toEqual(
      expect.objectContaining({
        state: 'failed',
        answer: 'The signer says no: “not at night”. See in the signer what it wants, and try again.',
      }),
    )
    expect(notes()).toHaveLength(0)
  })

  it('that signs something else is not believed', async () => {
    await makeWay()
    signer.behaviour.lies = true
    expect((await tell()).answer).toContain('something else')
    expect(notes()).toHaveLength(0)
  })

  it.each([
    [
      'a wrong secret',
      () => ({ signer: signer.address.replace('a-secret', 'another') }),
      /each is good for one connection/,
    ],
    ['no address of one', () => ({ signer: 'bunker://nonsense' }), /begins with bunker/],
    ['a key beside it', () => ({ secret_key: 'ab'.repeat(32) }), /secret key, or/],
    ['a relay in one’s own network that was not named', () => ({ own_network: null }), /wss:/],
  ])('is not taken with %s', async (_, over, words) => {
    const { status, body } = await makeWay(over())
    expect([status, body.detail]).toEqual([422, expect.stringMatching(words)])
    expect(JSON.stringify(body)).not.toContain('another')
  })

  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['[::ffff:127.0.0.1]', '127.0.0.1'],
    ['[::1]', '::1'],
  ])('is not sought at %s, which nobody looks up, unless it was named', async (host, listens) => {
    let came = 0
    const server = createServer((socket) => {
      came++
      socket.destroy()
    })
    await new Promise<void>((resolve) => server.listen(0, listens, resolve))
    try {
      const address = server.address()
      const port = typeof address === 'object' ? address?.port : ''
      const at = `bunker://${signer.pubkey}?relay=${encodeURIComponent(`wss://${host}:${port}`)}`
      const { status, body } = await makeWay({
        signer: at,
        relays: ['wss://relay.example'],
        own_network: null,
      })
      expect([status, came]).toEqual([422, 0])
      expect(body.detail).toContain('does not lead into the public internet')
    } finally {
      server.close()
    }
  })
})

describe('a signer that comes by an address which Readout shows', () => {
  const invite = (over: Record<string, unknown> = {}) =>
    service.ask('post', '/ways-out/signers', { relays: [relay.url], own_network: '127.0.0.1', ...over })
  const wait = (sealed: string) => service.ask('post', '/ways-out/signers/wait', { invite: sealed })
  /** Once Readout listens at the relay for what comes to this address. */
  const isHeard = async (address: string) => {
    const { host } = new URL(address)
    const listens = () => relay.asked.some((filter) => filter['#p']?.includes(host))
    await until('somebody waits for it', () => listens(), 60_000)
  }

  it('signs each note, with nothing kept until it came', async () => {
    const { address, invite: sealed } = (await invite()).body
    expect(address).toMatch(/^nostrconnect:\/\/[0-9a-f]{64}\?.*secret=/)
    const waiting = wait(sealed)
    await isHeard(address)
    await signer.come(address, 'a guess of somebody else')
    await signer.come(address)
    const { status, body } = await waiting
    expect([status, body.npub]).toEqual([200, npubEncode(signer.pubkey)])
    expect(body.signer).not.toContain(signer.pubkey)
    expect((await makeWay({ signer: body.signer })).status).toBe(201)
    const ways = (await service.ask('get', '/ways-out')).body.items
    expect(ways[0].settings).toMatchObject({ pubkey: signer.pubkey, signer: true })
    expect(await tell()).toMatchObject({ state: 'sent', answer: '1 of 1 relays took it.' })
    expect(signer.asked).toEqual(['get_public_key', 'sign_event'])
    expect(notes().map(({ pubkey }) => pubkey)).toEqual([signer.pubkey])
  })

  it('is not taken from anybody else, nor after its time', async () => {
    const refused = async (over: Record<string, unknown>) => (await makeWay(over)).status
    const { invite: sealed } = (await invite()).body
    expect(await refused({ signer: sealed })).toBe(422)
    expect(await refused({ signer: 'not yet' })).toBe(422)
    expect((await wait('not ours')).status).toBe(422)
    expect((await invite({ own_network: null })).status).toBe(422)
    const later = { ...service.ctx, now: () => new Date(Date.now() + 16 * 60_000) }
    await expect(waitForSigner(later, sealed, new AbortController().signal)).rejects.toThrow('over')
  })

  it('that does not come is waited for again, and no longer than somebody asks', async () => {
    const { address, invite: sealed } = (await invite()).body
    const asking = new AbortController()
    const waiting = waitForSigner(service.ctx, sealed, asking.signal)
    await isHeard(address)
    asking.abort()
    expect(await waiting).toEqual({ signer: null, npub: null })
    await relay.leave()
    expect((await wait(sealed)).body.detail).toContain('None of the relays')
  })
})
