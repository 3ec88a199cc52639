import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readMetadata, readTlv } from '#api/metadata/read-metadata.ts'
import type { Metadata, Reading } from '#api/metadata/reading.ts'

const read = (boostagram: object): Reading => {
  const { reading } = readMetadata(boostagram)
  if (!reading) throw new Error('It was not read')
  return reading
}

type Case = { name: string; given: object; said: object }

describe('what apps write', () => {
  const cases: Case[] = [
    { name: 'streaming is stream', given: { action: 'streaming' }, said: { action: 'stream' } },
    { name: 'other capitals', given: { action: 'BOOST' }, said: { action: 'boost' } },
    { name: 'boostagram is boost', given: { action: 'boostagram' }, said: { action: 'boost' } },
    { name: 'auto', given: { action: 'Auto' }, said: { action: 'auto' } },
    { name: 'no action', given: { action: null }, said: { action: null, warnings: [] } },
    {
      name: 'an action that is a word of the language',
      given: { action: 'constructor' },
      said: { action: null },
    },
    { name: 'an action that nobody knows', given: { action: 'party' }, said: { action: null } },
    { name: 'an empty podcast', given: { podcast: '', feedID: 0 }, said: { show: {} } },
    { name: 'feed id as text', given: { feedID: '920666' }, said: { show: { feed_id: 920666 } } },
    {
      name: 'feed id in other spellings',
      given: { feed_id: 7, feedId: null },
      said: { show: { feed_id: 7 } },
    },
    { name: 'fractional feed id', given: { feedID: 1.5 }, said: { show: {} } },
    { name: 'item id as text', given: { itemID: '149' }, said: { episode: { item_id: 149 } } },
    { name: 'item id that is a guid', given: { itemID: 'ab-1' }, said: { episode: { guid: 'ab-1' } } },
    {
      name: 'a guid beside an item id that is another guid',
      given: { episode_guid: 'one', itemID: 'two' },
      said: { episode: { guid: 'one' } },
    },
    { name: 'a sender that is an object', given: { sender_id: {} }, said: { sender: {} } },
    {
      name: 'a sender that is that object as text',
      given: { sender_id: '[object Object]' },
      said: { sender: {} },
    },
    { name: 'a sender id of zeros', given: { sender_id: '0000-00' }, said: { sender: {} } },
    { name: 'a numeric sender id', given: { sender_id: 42 }, said: { sender: { id: '42' } } },
    { name: 'a name with @', given: { senderName: ' @Alice ' }, said: { sender: { name: '@Alice' } } },
    { name: 'an empty name', given: { sender_name: '' }, said: { sender: {} } },
    { name: 'an empty message', given: { message: '' }, said: { message: null } },
    { name: 'a message of blanks', given: { message: ' \n ' }, said: { message: null } },
    { name: 'a message with blanks around', given: { message: ' hi ' }, said: { message: ' hi ' } },
    { name: 'a message that is no text', given: { message: { a: 1 } }, said: { message: null } },
    {
      name: 'the memo of an address payment before the message',
      given: { message: 'rss::payment::boost https://meta.example/1 Hello' },
      said: { message: 'Hello' },
    },
    { name: 'ts wins over time', given: { ts: 33, time: '00:02:37' }, said: { position_s: 33 } },
    { name: 'time', given: { time: '00:02:37' }, said: { position_s: 157 } },
    { name: 'time of minutes', given: { time: '00:24' }, said: { position_s: 24 } },
    { name: 'ts as text', given: { ts: '61' }, said: { position_s: 61 } },
    { name: 'ts with a fraction', given: { ts: 61.9 }, said: { position_s: 61 } },
    { name: 'ts that is a clock', given: { ts: 1_652_640_060, time: '00:24' }, said: { position_s: 24 } },
    { name: 'a negative ts', given: { ts: -1 }, said: { position_s: null } },
    { name: 'a claim as text', given: { value_msat_total: '100000' }, said: { claimed_msat: 100_000 } },
    { name: 'a claim in another spelling', given: { valueMsatTotal: 7 }, said: { claimed_msat: 7 } },
    {
      name: 'a claim of nothing',
      given: { value_msat_total: 0 },
      said: { claimed_msat: null, warnings: [] },
    },
    {
      name: 'a fractional split',
      given: { value_msat: 0.5 },
      said: { claimed_split_msat: null, warnings: [] },
    },
    { name: 'an undefined boost_uuid', given: { boost_uuid: 'undefined' }, said: { boost_uuid: null } },
    { name: 'a null boost_uuid', given: { boost_uuid: 'null' }, said: { boost_uuid: null } },
    {
      name: 'a boost_uuid of zeros',
      given: { boost_uuid: '00000000-0000-0000-0000-000000000000' },
      said: { boost_uuid: null },
    },
    {
      name: 'a uuid of milliseconds',
      given: { uuid: 'boost-1652640060123-2' },
      said: { payment_uuid: 'boost-1652640060123-2' },
    },
    { name: 'a link', given: { boost_link: 'https://a.example/1' }, said: { link: 'https://a.example/1' } },
    { name: 'a link that runs', given: { boost_link: 'javascript:alert(1)' }, said: { link: null } },
    {
      name: "another's music",
      given: { remote_feed_guid: 'f', remote_item_guid: 'i', remotePodcast: 'Band' },
      said: { remote: { feed_guid: 'f', item_guid: 'i', podcast: 'Band' } },
    },
    { name: 'unknown fields', given: { speed: 1, pubkey: {} }, said: { warnings: [] } },
  ]
  it.each(cases)('$name', ({ given, said }) => {
    expect(read(given)).toMatchObject(said)
    for (const [part, value] of Object.entries(said))
      if (['show', 'episode', 'sender'].includes(part))
        expect(read(given)[part as keyof Reading]).toEqual(value)
  })

  it.each([-1, 1.5, '1e400', 2 ** 53, '9007199254740993', 'much', { a: 1 }, true])(
    'reads a claim of %j as unknown, with a warning',
    (claim) => {
      const { claimed_msat, warnings } = read({ value_msat_total: claim })
      expect(claimed_msat).toBeNull()
      expect(warnings).toHaveLength(1)
    },
  )

  it('takes the last of two equal keys, and of two spellings the first that says something', () => {
    const text = '{"podcast":"One","podcast":"Two","sender_name":"","senderName":"Ann"}'
    expect(readMetadata(text).reading).toMatchObject({ show: { title: 'Two' }, sender: { name: 'Ann' } })
  })
})

describe('rss-payment JSON', () => {
  it('is known by its fields', () => {
    const given = {
      id: 'pay_1',
      group: 'grp_1',
      action: 'BOOST',
      feed_guid: 'feed-1',
      feed_title: 'A Show',
      item_guid: 'item-1',
      recipient_name: 'Host',
      value_msat_total: 100_000,
      timestamp: '2025-11-05T15:09:10.174Z',
      position: 120,
    }
    expect(read(given)).toMatchObject({
      action: 'boost',
      show: { guid: 'feed-1', title: 'A Show' },
      episode: { guid: 'item-1' },
      boost_uuid: 'grp_1',
      payment_uuid: 'pay_1',
      recipient_name: 'Host',
      position_s: 120,
    })
  })
})

describe('text', () => {
  it('is kept as sent: emoji, right to left, zero width', () => {
    const message = '🚀 \u202Eright\u202C \u200Bzero\u200D 𝔘𝔫𝔦 e\u0301'
    expect(read({ message }).message).toBe(message)
  })

  it('is made storable where it has NUL or half a pair', () => {
    expect(read({ message: 'a\0b\ud800c' }).message).toBe('a␀b\ufffdc')
  })
})

describe('what cannot be read', () => {
  it.each([
    ['cut off', '{"podcast":"cut', 'Its metadata is cut off.'],
    ['no JSON', 'hello', 'Its metadata is not JSON.'],
    ['a list', '[1]', 'Its metadata is JSON, but not an object.'],
    ['a number', '42', 'Its metadata is JSON, but not an object.'],
    ['null', 'null', 'Its metadata is JSON, but not an object.'],
    ['nothing', '', 'Its metadata is not JSON.'],
  ])('is kept with the reason: %s', (_, text, problem) => {
    const metadata = readMetadata(Buffer.from(text))
    expect(metadata).toMatchObject({ reading: null, problem })
    expect(Buffer.from(metadata.raw).toString()).toBe(text)
  })

  it('is kept where it is no UTF-8', () => {
    const raw = Uint8Array.of(0x7b, 0xff, 0x7d)
    expect(readMetadata(raw)).toEqual({
      raw,
      reading: null,
      problem: 'Its metadata is not text (invalid UTF-8).',
    })
  })

  it('is read where it is deeply nested, and kept whole', () => {
    const text = `{"podcast":"Deep","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`
    const fromBytes = readMetadata(Buffer.from(text))
    expect(Buffer.from(fromBytes.raw).toString() === text).toBe(true)
    const fromValue = readMetadata(JSON.parse(text))
    expect(Buffer.from(fromValue.raw).toString() === text).toBe(true)
    expect(fromValue.reading).toEqual(fromBytes.reading)
  })

  it('is read and put under needs a look where it is larger than 64 KiB', () => {
    const within = readMetadata(JSON.stringify({ podcast: 'A', x: 'y'.repeat(64 * 1024 - 22) }))
    expect([within.raw.byteLength, within.problem]).toEqual([64 * 1024, null])
    const beyond = readMetadata(JSON.stringify({ podcast: 'A', x: 'y'.repeat(64 * 1024 - 21) }))
    expect(beyond.problem).toBe('Its metadata is larger than 64 KiB.')
    expect(beyond.reading?.show.title).toBe('A')
  })
})

describe('TLV records as text', () => {
  const text = '{"podcast":"A Show"}'
  it.each(['hex', 'base64', 'base64url'] as const)('are read from %s', (encoding) => {
    const metadata = readTlv(Buffer.from(text).toString(encoding))
    expect(metadata.reading?.show.title).toBe('A Show')
    expect(Buffer.from(metadata.raw).toString()).toBe(text)
  })

  it('are kept where they are neither', () => {
    expect(readTlv('?!')).toMatchObject({
      reading: null,
      problem: 'The TLV record is neither hex nor base64.',
    })
  })
})

describe('any input', () => {
  /** What the database takes: no NUL, no half pairs, exact numbers in their ranges. */
  function expectStorable({ raw, reading, problem }: Metadata) {
    expect(raw).toBeInstanceOf(Uint8Array)
    expect(reading === null ? typeof problem : 'string').toBe('string')
    const texts: string[] = []
    JSON.stringify(reading, (_, value) => {
      if (typeof value === 'string') texts.push(value)
      return value
    })
    for (const text of [...texts, problem ?? ''])
      expect(text.isWellFormed() && !text.includes('\0')).toBe(true)
    if (!reading) return
    for (const amount of [reading.claimed_msat, reading.claimed_split_msat])
      expect(amount === null || (Number.isSafeInteger(amount) && amount > 0)).toBe(true)
    expect(reading.position_s === null || (reading.position_s >= 0 && reading.position_s < 2 ** 31)).toBe(
      true,
    )
  }
  const word = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('a\0b', '\ud800', 'undefined', '0', '-1', '1e999'),
  )
  const value = fc.oneof(fc.jsonValue(), word, fc.double(), fc.bigInt().map(Number), fc.constant({}))
  const name = fc.constantFrom(
    ...[
      'action',
      'podcast',
      'feedID',
      'guid',
      'url',
      'episode',
      'itemID',
      'episode_guid',
      'ts',
      'time',
      'app_name',
    ],
    ...[
      'sender_name',
      'sender_id',
      'message',
      'name',
      'value_msat',
      'value_msat_total',
      'boost_uuid',
      'uuid',
      'boost_link',
    ],
    ...[
      'feed_guid',
      'group',
      'id',
      'recipient_name',
      'position',
      'remote_feed_guid',
      '__proto__',
      'constructor',
    ],
  )

  it('never throws and is always storable: any JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ depthSize: 'medium' }), (json) => {
        expectStorable(readMetadata(JSON.stringify(json)))
        if (typeof json === 'object' && json !== null) expectStorable(readMetadata(json))
      }),
      { numRuns: 300 },
    )
  })

  it('never throws and is always storable: any value in any field', () => {
    fc.assert(
      fc.property(fc.dictionary(name, value), (object) => {
        expectStorable(readMetadata(object))
        expectStorable(readMetadata(Buffer.from(JSON.stringify(object))))
      }),
      { numRuns: 1_000 },
    )
  })

  it('never throws and is always storable: any bytes, any text', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => expectStorable(readMetadata(bytes))))
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expectStorable(readMetadata(text))
        expectStorable(readTlv(text))
      }),
    )
  })
})
