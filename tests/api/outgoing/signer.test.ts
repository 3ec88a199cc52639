import { createServer } from 'node:net'
import { verifyEvent } from 'nostr-tools/pure'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Outgoing, startOutgoing } from '#api/outgoing/run/start-outgoing.ts'
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
      expect.objectContaining({ state: 'failed', answer: 'The signer says: not at night' }),
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
    ['a wrong secret', () => ({ signer: signer.address.replace('a-secret', 'another') }), /wrong secret/],
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
