import fc from 'fast-check'
import { finalizeEvent, generateSecretKey, getPublicKey } from 'nostr-tools/pure'
import { describe, expect, it } from 'vitest'
import { readMetadata } from '#api/metadata/read-metadata.ts'
import { type Reported, readReported } from '#api/metadata/read-reported.ts'

const key = generateSecretKey()
const boost = { action: 'boost', app_name: 'Podverse', message: 'Fair winds', value_msat_total: 50_000 }
const json = JSON.stringify(boost)

const read = (said: Record<string, unknown>, rest: Partial<Reported> = {}) =>
  readReported({ said, amount_msat: 21_000, memo: null, comment: null, ...rest })

function zap(over: { content?: string; tags?: string[][] } = {}) {
  return finalizeEvent(
    {
      kind: 9734,
      created_at: 1_790_000_000,
      content: 'From the quay',
      tags: [
        ['relays', 'wss://relay.example'],
        ['amount', '21000'],
        ['i', 'podcast:guid:3f1c6d52-4a0e-5b7d-9c11-2f6a7b8c9d10'],
        ['i', 'podcast:item:guid:https://feeds.example/Ep/12'],
      ],
      ...over,
    },
    key,
  )
}

describe('TLV records', () => {
  it.each<[string, Record<string, unknown>]>([
    ['a list with hex', { tlv_records: [{ type: 7_629_169, value: Buffer.from(json).toString('hex') }] }],
    [
      'a list with types as text',
      { tlv_records: [{ type: '7629169', value: Buffer.from(json).toString('hex') }] },
    ],
    ['by type, hex', { custom_records: { 7629169: Buffer.from(json).toString('hex') } }],
    ['by type, base64', { custom_records: { 7629169: Buffer.from(json).toString('base64') } }],
    ['by type, text', { custom_records: { 7629169: json } }],
    ['by type, bytes', { custom_records: { 7629169: [...Buffer.from(json)] } }],
    ['by type, a Buffer as JSON', { custom_records: { 7629169: Buffer.from(json).toJSON() } }],
    ['as an object of its own', { boostagram: boost }],
  ])('are read from %s', (_, said) => {
    const { metadata } = read(said)
    expect(metadata).toMatchObject({ problem: null, reading: readMetadata(boost).reading })
    expect(metadata?.payerOnly).toBeUndefined()
  })

  it('are read beside objects that have a `toString` of their own', () => {
    const odd = { toString: 1, valueOf: 1 }
    for (const said of [
      { payer_data: { name: [{ type: odd, value: '1' }] } },
      { tlv_records: [{ type: odd, value: '1' }] },
      { extra: { type: odd } },
    ])
      expect(read({ ...said, boostagram: boost }).metadata?.reading).toEqual(readMetadata(boost).reading)
  })

  it('beside each other: a show id, a chat note, whose account it is', () => {
    const hex = (text: string) => Buffer.from(text).toString('hex')
    const told = read({
      tlv_records: [
        { type: 7_629_169, value: hex(json) },
        { type: 7_629_175, value: hex('920666') },
        { type: 34_349_334, value: hex('Ahoy') },
        { type: 696_969, value: hex('account 3') },
      ],
    })
    expect(told).toMatchObject({ routing: 'account 3', comment: 'Ahoy' })
    expect(told.metadata?.reading).toMatchObject({ show: { feed_id: 920_666 }, message: 'Fair winds' })
  })

  it('may name the show by guid, and never instead of what the boostagram names', () => {
    const guid = '3f1c6d52-4a0e-5b7d-9c11-2f6a7b8c9d10'
    const told = (over: object) =>
      read({ custom_records: { 7629169: JSON.stringify({ ...boost, ...over }), 7629175: guid } }).metadata
        ?.reading
    expect(told({})?.show).toEqual({ guid })
    expect(told({ guid: 'own', podcast: 'Own' })?.show).toEqual({ guid: 'own', title: 'Own' })
  })

  it('are kept without preimages', () => {
    const { metadata } = read({
      preimage: 'SECRET-1',
      tlv_records: [
        { type: 5_482_373_484, value: Buffer.from('SECRET-2').toString('hex') },
        { type: 7_629_175, value: Buffer.from('7').toString('hex') },
      ],
      custom_records: { 5482373484: 'SECRET-3' },
      nested: { payment_preimage: 'SECRET-4' },
    })
    const kept = Buffer.from(metadata?.raw ?? []).toString()
    expect(metadata?.reading?.show).toEqual({ feed_id: 7 })
    for (const secret of ['SECRET', Buffer.from('SECRET-2').toString('hex')])
      expect(kept).not.toContain(secret)
  })
})

describe('a zap request', () => {
  it('that its key signed is its message, its sender and its episode', () => {
    const { metadata } = read({ nostr: zap() })
    expect(metadata?.reading).toMatchObject({
      action: 'boost',
      message: 'From the quay',
      sender: { id: getPublicKey(key) },
      show: { guid: '3f1c6d52-4a0e-5b7d-9c11-2f6a7b8c9d10' },
      episode: { guid: 'https://feeds.example/Ep/12' },
      warnings: [],
    })
    expect(metadata?.payerOnly).toBeUndefined()
    expect(read({ nostr: JSON.stringify(zap()) }).metadata?.reading).toEqual(metadata?.reading)
  })

  it.each<[string, object]>([
    ['is changed', { ...zap(), content: 'Send more' }],
    ['names another key', { ...zap(), pubkey: getPublicKey(generateSecretKey()) }],
    ['has no signature', { ...zap(), sig: undefined }],
    ['has a key in capitals', { ...zap(), pubkey: zap().pubkey.toUpperCase() }],
    ['is about another amount', zap({ tags: [['amount', '99000']] })],
  ])('that %s is words with a warning, and nobody is its sender', (_, nostr) => {
    const reading = read({ nostr }).metadata?.reading
    expect(reading?.message).not.toBeNull()
    expect(reading?.sender).toEqual({})
    expect(reading?.warnings).toHaveLength(1)
  })

  it('that wants to be anonymous is nobody’s', () => {
    const reading = read({ nostr: zap({ tags: [['anon', '']] }) }).metadata?.reading
    expect(reading).toMatchObject({ message: 'From the quay', sender: {}, warnings: [] })
  })

  it('without podcast is what a wallet knows of its payer', () => {
    expect(read({ nostr: zap({ tags: [] }) }).metadata).toMatchObject({ payerOnly: true })
  })

  it('is no other kind of event', () => {
    expect(read({ nostr: { ...zap(), kind: 1 } }).metadata).toBeNull()
  })
})

describe('who the payer says to be', () => {
  it.each<[string, Record<string, unknown>]>([
    ['payer_name', { payer_name: 'juno' }],
    ['payer_data', { payer_data: { name: 'juno', email: 'juno@example.org' } }],
    ['payer_data as text', { payer_data: '{"name":"juno"}' }],
  ])('is the sender: %s', (_, said) => {
    expect(read(said).metadata).toMatchObject({
      payerOnly: true,
      reading: { sender: { name: 'juno' }, message: null },
    })
  })

  it('is not asked where the boostagram names its sender', () => {
    const said = { boostagram: { ...boost, sender_name: 'tide' }, payer_data: { name: 'juno' } }
    expect(read(said).metadata?.reading).toMatchObject({ sender: { name: 'tide' }, message: 'Fair winds' })
  })

  it('is beside a zap request its name', () => {
    expect(read({ nostr: zap(), payer_data: { name: 'juno' } }).metadata?.reading?.sender).toEqual({
      id: getPublicKey(key),
      name: 'juno',
    })
  })

  it.each([{ payer_data: {} }, { payer_data: null }, { payer_name: '' }, { payer_data: { name: 'null' } }])(
    'is nobody where nothing is said: %j',
    (said) => {
      expect(read(said).metadata).toBeNull()
    },
  )
})

describe('a text that is known to be cut', () => {
  const memo = 'rss::payment::boost https://box.example/boost/1 The first words of a lo'

  it('in a boostagram is to be completed from its address', () => {
    const { metadata, metadata_url } = read({ boostagram: { ...boost, message: memo } })
    expect(metadata_url).toBe('https://box.example/boost/1')
    expect(metadata?.reading).toMatchObject({
      message: 'The first words of a lo',
      cut_at: 'https://box.example/boost/1',
    })
  })

  it.each<[string, string | null, boolean]>([
    ['none', null, true],
    ['one that ends in dots', 'The first words…', true],
    ['one of the length at which apps cut', 'x'.repeat(200), true],
    ['a whole one', 'Fair winds', false],
  ])('or the memo has an address, and the boostagram a message: %s', (_, message, isCut) => {
    const { metadata, metadata_url } = read({ boostagram: { ...boost, message } }, { memo })
    expect(metadata_url).toBe(isCut ? 'https://box.example/boost/1' : null)
    expect(metadata?.reading?.message).toBe(message)
    // So it is known whenever it is read again.
    expect(readMetadata(metadata?.raw ?? '').reading).toEqual(metadata?.reading)
  })
})

it('is read the same from what is kept of it, whatever a wallet reports', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(json, '{}', '[]', 'null', '920666'))
  const records = fc.array(
    fc.record({
      type: fc.oneof(fc.constantFrom<unknown>(7_629_169, '7629175', 696_969, 5_482_373_484), fc.jsonValue()),
      value: fc.oneof(
        text,
        text.map((each) => Buffer.from(each).toString('hex')),
        fc.jsonValue(),
      ),
    }),
    { maxLength: 4 },
  )
  const said = fc.record(
    {
      tlv_records: fc.oneof(records, fc.jsonValue()),
      custom_records: fc.oneof(
        fc.dictionary(fc.constantFrom('7629169', '7629175', '34349334'), text),
        fc.jsonValue(),
      ),
      boostagram: fc.oneof(fc.constant(boost), text, fc.jsonValue()),
      nostr: fc.oneof(fc.constant(zap()), text, fc.jsonValue()),
      payer_data: fc.oneof(fc.record({ name: text }), text, fc.jsonValue()),
      payer_name: text,
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(said, fc.option(text), (given, memo) => {
      const { metadata, metadata_url } = read(given, { memo })
      expect(metadata_url === null || metadata_url.startsWith('https://')).toBe(true)
      if (metadata) expect(readMetadata(metadata.raw)).toEqual(metadata)
    }),
    { numRuns: 300 },
  )
})
