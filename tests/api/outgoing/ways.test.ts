import { createSocket } from 'node:dgram'
import { decode } from 'node-osc'
import { verifyEvent } from 'nostr-tools/pure'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { recordClaims } from '#api/claim/record-claims.ts'
import { msat } from '#api/contract/msat.ts'
import { claimsJob } from '#api/intake/claims-job.ts'
import { type Outgoing, startOutgoing } from '#api/outgoing/run/start-outgoing.ts'
import { keepShow, makeClaim } from '#tests/helper/make-claim.ts'
import { type FakeNostrRelay, startFakeNostrRelay } from '#tests/helper/nostr/fake-nostr-relay.ts'
import { makePerson } from '#tests/helper/nostr/make-note.ts'
import { recordBoost } from '#tests/helper/record-payments.ts'
import { shareService } from '#tests/helper/share-service.ts'
import { startSmtpServer, type TestSmtpServer } from '#tests/helper/smtp-server.ts'
import { until as untilNamed } from '#tests/helper/until.ts'

const service = shareService()
let running: Outgoing | null

beforeEach(async () => {
  running = null
  const { db } = service.ctx
  for (const table of ['sending_rules', 'outbox', 'ways_out', 'sounds'] as const)
    await db.deleteFrom(table).execute()
})
afterEach(() => running?.stop())

async function makeWay(given: Record<string, unknown>) {
  const made = await service.ask('post', '/ways-out', { name: 'way', per_minute: null, ...given })
  expect(made.body).toMatchObject({ name: 'way' })
}

async function makeRule(over: Record<string, unknown> = {}) {
  const made = await service.ask('post', '/sending-rules', { event: 'arrived', way: 'way', ...over })
  expect(made.status).toBe(201)
}

function boost(over: Record<string, unknown> = {}) {
  return recordBoost(service.ctx.db, { settled_at: new Date().toISOString(), ...over })
}

async function log() {
  const { body } = await service.ask('get', '/outbox?limit=200')
  return body.items as { state: string; answer: string; event: string; attempts: number }[]
}

function until(holds: () => boolean | Promise<boolean>) {
  return untilNamed('what goes out is told and noted', holds, 60_000)
}

async function settled() {
  await until(async () => (await log()).every(({ state }) => state !== 'waiting'))
  return await log()
}

function start() {
  running = startOutgoing(service.ctx)
}

describe('a mail', () => {
  let server: TestSmtpServer
  beforeEach(async () => {
    server = await startSmtpServer()
  })
  afterEach(() => server.close())

  const given = () => ({
    kind: 'mail',
    recipients: ['host@example.com', 'other@example.com'],
    sender: 'readout@example.com',
    server: '127.0.0.1',
    port: server.port,
    security: 'none',
    user: 'show',
    password: 'anchor',
    own_network: '127.0.0.1',
    subject: '{{amount}} from {{name}}',
    text: '{{name}} wrote:\n{{message}}',
  })

  it('says of a boost what its words say, with an id that a second one has too', async () => {
    await makeWay(given())
    await makeRule()
    start()
    await boost({ boostagram: { sender_name: 'Zoë\r\nBcc: x@example.com', message: 'Fair winds <b>' } })
    await until(() => server.came.length > 0)
    const [mail] = server.came
    expect(mail).toMatchObject({
      from: 'readout@example.com',
      to: ['host@example.com', 'other@example.com'],
      user: 'show',
    })
    expect(mail?.text).toContain('Fair winds <b>')
    expect(mail?.text.split(/\r?\n\r?\n/)[0]).not.toMatch(/^Bcc:/m)
    expect(mail?.text).toMatch(/^Auto-Submitted: auto-generated/m)
    const { body } = await service.ask('get', '/outbox')
    expect(mail?.text).toContain(`Message-ID: <${body.items[0].id}@example.com>`)
    expect((await settled())[0]).toMatchObject({ state: 'sent', answer: expect.stringContaining('250') })
  })

  it('is given up where the server refuses it for good, with the server’s own words, and tried again where not', async () => {
    await makeWay(given())
    server.refuse = { code: 550, words: 'No such mailbox' }
    const refused = await service.ask('post', '/ways-out/way/test')
    expect(refused.body).toEqual({ ok: false, answer: expect.stringContaining('No such mailbox') })
    server.refuse = { code: 451, words: 'Come later' }
    await makeRule()
    start()
    await boost()
    await until(async () => (await service.ask('get', '/ways-out')).body.items[0].failures === 1)
    server.refuse = null
    const { body } = await service.ask('get', '/outbox?state=waiting')
    expect(body.items[0].answer).toContain('Come later')
    await service.ask('post', `/outbox/${body.items[0].id}/retry`)
    await until(() => server.came.length === 1)
  })

  it('goes only where the owner allowed it, and only as secured as they said', async () => {
    const refused = await service.ask('post', '/ways-out', { name: 'way', ...given(), own_network: null })
    expect(refused.status).toBe(422)
    await makeWay({ ...given(), security: 'starttls', own_network: null })
    const guarded = await service.ask('post', '/ways-out/way/test')
    expect(guarded.body).toEqual({ ok: false, answer: 'It does not lead into the public internet.' })
    // Nobody has vouched for that server's certificate.
    await service.ask('patch', '/ways-out/way', { kind: 'mail', own_network: '127.0.0.1' })
    expect((await service.ask('post', '/ways-out/way/test')).body.ok).toBe(false)
    expect(server.came).toHaveLength(0)
    const { body } = await service.ask('get', '/ways-out')
    expect(JSON.stringify(body)).not.toContain('anchor')
    expect(body.items[0].settings).toMatchObject({ kind: 'mail', password: true })
  })
})

describe('a note on Nostr', () => {
  let relay: FakeNostrRelay
  beforeEach(async () => {
    relay = await startFakeNostrRelay()
  })
  afterEach(() => relay.close())

  const given = (over: Record<string, unknown> = {}) => ({
    kind: 'nostr',
    relays: [relay.url],
    own_network: '127.0.0.1',
    text: '⚡ {{amount}} for {{show}} from {{name}}{{#message}}\n\n{{message}}{{/message}}',
    wait_s: 0,
    ...over,
  })
  const notes = () => relay.kept().filter(({ kind }) => kind === 1)

  it('says what arrived, not what was meant, with the ids that apps find it by', async () => {
    await makeWay(given())
    await makeRule()
    start()
    const guid = '917393e3-1b1e-5cef-ace4-edaa54e1f810'
    const id = await boost({
      amount_msat: 30_000,
      boostagram: {
        value_msat_total: 100_000,
        guid,
        episode_guid: 'ep-458',
        message: 'Hello @you nostr:npub1abc',
      },
    })
    await until(() => notes().length === 1)
    const [note] = notes()
    if (!note) throw new Error('No note came')
    expect(verifyEvent({ ...note })).toBe(true)
    expect(note.tags).toEqual([
      ['i', `podcast:guid:${guid}`],
      ['k', 'podcast:guid'],
      ['i', 'podcast:item:guid:ep-458'],
      ['k', 'podcast:item:guid'],
      ['amount', '30000'],
      ['t', 'boostagram'],
      ['t', 'value4value'],
      ['client', 'Readout'],
    ])
    expect(note.content).toContain('30 sats')
    expect(note.content).not.toContain('nostr:npub1')
    expect((await settled())[0]).toMatchObject({ state: 'sent', answer: '1 of 1 relays took it.' })
    // Another rule of the same way tells nothing new of it.
    await makeRule({ event: 'read' })
    await service.ctx.db.updateTable('boosts').set({ read_at: new Date() }).where('id', '=', id).execute()
    await until(async () => (await log()).length === 2)
    expect((await settled()).map(({ state }) => state).sort()).toEqual(['left_out', 'sent'])
    expect(notes()).toHaveLength(1)
  })

  it('is none of a boost whose sender posted one, of one that no wallet received, and of a test', async () => {
    await makeWay(given())
    await makeRule()
    await makeRule({ event: 'reported' })
    await makeRule({ event: 'proven' })
    start()
    const sent_at = new Date()
    await recordClaims(service.ctx.db, [
      makeClaim(await keepShow(service.ctx.db, 'Harbour Lights'), {
        route: 'note',
        sent_at,
        reading: {
          app: { name: 'Fountain' },
          message: 'Theirs',
          sender: { name: 'winebear' },
          claimed_msat: msat(1_000_000),
        },
      }),
    ])
    await until(async () => (await log()).length === 1)
    expect((await settled())[0]).toMatchObject({
      event: 'reported',
      answer: expect.stringContaining('No wallet'),
    })
    await boost({
      settled_at: sent_at.toISOString(),
      boostagram: { podcast: 'Harbour Lights', episode: null, message: 'Theirs' },
    })
    // What intake did not settle at once the job does.
    await until(async () => {
      await claimsJob.run(service.ctx, new AbortController().signal)
      return (await log()).length === 3
    })
    const [, ...proven] = (await settled()).toReversed()
    expect(proven.map(({ event }) => event).sort()).toEqual(['arrived', 'proven'])
    for (const { answer } of proven) expect(answer).toMatch(/posted a note/)
    expect((await service.ask('post', '/ways-out/way/test')).body.ok).toBe(true)
    expect(notes()).toHaveLength(0)
  })

  it('keeps its key to itself, and is the same note however often it is tried', async () => {
    const { secret } = makePerson()
    const hex = Buffer.from(secret).toString('hex')
    await makeWay(given({ secret_key: hex, relays: [relay.url, 'ws://127.0.0.1:1'] }))
    await relay.leave()
    await makeRule()
    start()
    await boost()
    await until(async () => (await service.ask('get', '/ways-out')).body.items[0].failures === 1)
    const signed = await service.ctx.db.selectFrom('outbox').select('signed').executeTakeFirstOrThrow()
    await relay.comeBack()
    await service.ask('patch', '/ways-out/way', { kind: 'nostr', text: 'Other words: {{amount}}' })
    await until(() => notes().length === 1)
    expect(notes()[0]?.id).toBe(signed.signed?.id)
    expect((await settled())[0]?.answer).toContain(
      '1 of 2 relays took it. ws://127.0.0.1:1: It cannot be reached.',
    )
    expect(JSON.stringify((await service.ask('get', '/ways-out')).body)).not.toContain(hex)
  })
})

describe('a message of OSC', () => {
  it('is one packet, its numbers as numbers', async () => {
    const socket = createSocket('udp4')
    const came: { address: string; args: { type: string; value: unknown }[] }[] = []
    socket.on('message', (packet) => came.push(decode(packet)))
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
    try {
      const { port } = socket.address()
      const given = {
        kind: 'osc',
        host: '127.0.0.1',
        port,
        path: '/boost',
        args: ['{{sats}}', '{{name}}', '0.5'],
      }
      await makeWay({ ...given, own_network: null })
      expect((await service.ask('post', '/ways-out/way/test')).body.ok).toBe(false)
      await service.ask('patch', '/ways-out/way', { kind: 'osc', own_network: '127.0.0.1' })
      await makeRule()
      start()
      await boost({ amount_msat: 5_000_000, boostagram: { sender_name: '42 ducks' } })
      await until(() => came.length > 0)
      expect(came[0]?.address).toBe('/boost')
      expect(came[0]?.args.map(({ value }) => value)).toEqual([5_000, '42 ducks', 0.5])
      expect((await settled())[0]?.state).toBe('sent')
    } finally {
      socket.close()
    }
  })
})

describe('an alert', () => {
  const wav = Buffer.concat([Buffer.from('RIFF\x24\0\0\0WAVEfmt '), Buffer.alloc(60)])

  it('is a hint to open pages, which ask what it is; and none that comes late', async () => {
    const { ctx } = service
    const sound = await ctx.db
      .insertInto('sounds')
      .values({ id: '0190a1b2-0000-7000-8000-000000000001', name: 'Bell', type: 'audio/wav', bytes: wav })
      .returning('id')
      .executeTakeFirstOrThrow()
    await makeWay({
      kind: 'studio',
      sound: sound.id,
      midi: { channel: 10, note: 60, velocity: 100, ms: 200 },
    })
    await makeRule()
    const hints: string[] = []
    const stop = ctx.live.subscribe((hint) => {
      if (hint?.kind === 'alert') hints.push(hint.id)
    })
    await ctx.live.ready()
    start()
    await boost({ amount_msat: 7_000_000 })
    await until(() => hints.length > 0)
    stop()
    const alert = await service.ask('get', `/alerts/${hints[0]}`)
    expect(alert.body).toMatchObject({ said: 'winebear: 7,000 sats', sound: sound.id, midi: { channel: 10 } })
    const heard = await service.ask('get', `/sounds/${sound.id}`)
    expect([heard.status, heard.headers['content-type']]).toEqual([200, 'audio/wav'])
    expect((await service.ask('delete', `/sounds/${sound.id}`)).status).toBe(409)
    await settled()
    await service.ask('patch', '/ways-out/way', { kind: 'studio', active: false })
    await boost()
    await until(async () => (await log()).length === 2)
    await ctx.db
      .updateTable('outbox')
      .set({ queued_at: new Date(Date.now() - 120_000) })
      .where('state', '=', 'waiting')
      .execute()
    await service.ask('patch', '/ways-out/way', { kind: 'studio', active: true })
    expect((await settled()).map(({ state }) => state)).toContain('left_out')
  })
})
