import { hash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KIND, type NostrEvent } from '#api/source/nostr/read/nostr-event.ts'
import { readBoostNote } from '#api/source/nostr/read/read-boost-note.ts'
import { readPaymentNote } from '#api/source/nostr/read/read-payment-note.ts'
import { readDeletion, readProfile, readWriteRelays } from '#api/source/nostr/read/read-person.ts'
import { readStreamReceipt } from '#api/source/nostr/read/read-stream-receipt.ts'
import { readQuotedReceipt, readZapReceipt } from '#api/source/nostr/read/read-zap-receipt.ts'
import {
  EPISODE_GUID,
  makeBoostMeBitchNote,
  makeBotNote,
  makeDeletion,
  makeFountainNote,
  makeOnlyBoostsNote,
  makePaymentNote,
  makePerson,
  makeProfile,
  makeStableKraftNote,
  makeStreamReceipt,
  makeZap,
  SHOW_GUID,
  sign,
} from '#tests/helper/nostr/make-note.ts'

const tide = makePerson()
const server = makePerson()
const anyone = () => true

describe('a boost note, as apps write it', () => {
  const receipt = makeZap(tide, server)
  const preimage = hash('sha256', 'preimage')

  it.each([
    {
      app: 'BoostMeBitch',
      note: makeBoostMeBitchNote(tide, { from: 'Tide', message: 'Two\n\nparagraphs' }),
      right: { message: 'Two\n\nparagraphs', claimed_msat: 100_000, sender: { name: 'Tide' } },
    },
    {
      app: 'BoostMeBitch',
      note: makeBoostMeBitchNote(tide, { message: '' }),
      right: { message: null, claimed_msat: 100_000, sender: {} },
    },
    {
      app: 'onlyboosts.social',
      note: makeOnlyBoostsNote(tide, { message: 'She said "knots"' }),
      right: { message: 'She said "knots"', claimed_msat: 2_100_000 },
    },
    { app: 'onlyboosts.social', note: makeOnlyBoostsNote(tide, { message: '' }), right: { message: null } },
    {
      app: 'Fountain',
      note: makeFountainNote(tide, receipt, { message: 'See https://knots.example' }),
      right: { message: 'See https://knots.example', claimed_msat: null },
    },
    {
      app: 'CurioCaster',
      note: makeBotNote(server),
      right: { message: 'Loved the bit about knots', claimed_msat: 100_000 },
    },
    {
      app: undefined,
      note: makeStableKraftNote(tide, preimage),
      right: { message: 'Tune!', claimed_msat: 50_000 },
    },
  ])('of $app is read without what the app put around the words', ({ app, note, right }) => {
    const read = readBoostNote(note)
    expect(read?.reading).toMatchObject({ action: 'boost', warnings: [], ...right })
    expect(read?.reading.app.name).toBe(app)
    expect(read?.ids).toEqual({ shows: [SHOW_GUID], episodes: [EPISODE_GUID] })
  })

  it('names the receipt that it quotes, and the invoice whose proof it has', () => {
    expect(readBoostNote(makeFountainNote(tide, receipt))?.quotes).toBe(receipt.id)
    expect(readBoostNote(makeStableKraftNote(tide, preimage))?.payment_hash).toBe(
      hash('sha256', Buffer.from(preimage, 'hex')),
    )
  })

  it('has the address of its own record, and never that of a page that many name', () => {
    const record = 'https://box.example/boost/01KABCDEFGHJKMNP'
    expect(readBoostNote(makeBoostMeBitchNote(tide, { record }))?.url).toBe(record)
    expect(readBoostNote(makeBoostMeBitchNote(tide))?.url).toBeNull()
  })

  it('is of whom the tags name, where a bot or a site signs for others', () => {
    expect(readBoostNote(makeBotNote(server, { sender: tide }))?.payer).toBe(tide.key)
    expect(readBoostNote(makeBotNote(server))?.payer).toBe(server.key)
  })

  it('is a comment where nothing says that something was paid', () => {
    const tags = [['i', `podcast:guid:${SHOW_GUID}`]]
    expect(readBoostNote(sign(tide, { kind: 1, tags, content: 'I sent 100 sats once' }))).toBeNull()
    expect(readBoostNote(sign(tide, { kind: 1, tags: [...tags, ['amount', '0']], content: '' }))).toBeNull()
    expect(readBoostNote(sign(tide, { kind: 1, tags: [['t', 'boostagram']], content: '' }))).toBeNull()
  })

  it('that claims what cannot be is read, with a warning and no amount', () => {
    const tags = [
      ['i', `podcast:guid:${SHOW_GUID}`],
      ['t', 'boostagram'],
      ['amount', '-5'],
    ]
    const read = readBoostNote(sign(tide, { kind: 1, tags, content: 'Hello' }))
    expect(read?.reading).toMatchObject({ claimed_msat: null, message: 'Hello' })
    expect(read?.reading.warnings).toHaveLength(1)
  })
})

describe('a zap receipt', () => {
  const isServer = (key: string) => key === server.key

  it('of the address’s own server says what was paid, by whom and with which words', () => {
    const read = readZapReceipt(makeZap(tide, server, { payment_hash: 'ab'.repeat(32) }), isServer)
    expect(read).toMatchObject({
      route: 'zap',
      payer: tide.key,
      payment_hash: 'ab'.repeat(32),
      ids: { shows: [SHOW_GUID], episodes: [EPISODE_GUID] },
    })
    expect(read?.reading).toMatchObject({ message: 'zapped from the beach', claimed_msat: 21_000 })
  })

  it.each([
    ['of another server', makeZap(tide, makePerson())],
    [
      'whose request is not what the invoice was made for',
      makeZap(tide, server, { forged: { description: 'x' } }),
    ],
    ['of another amount than was asked for', makeZap(tide, server, { forged: { msat: 99_000 } })],
    [
      'without an invoice, as bots sign them',
      sign(server, { kind: 9735, tags: [['amount', '100000']], content: '' }),
    ],
  ])('%s proves nothing', (_, zap) => {
    expect(readZapReceipt(zap, isServer)).toBeNull()
  })

  it('proves a note that quotes it only where one key signed both', () => {
    const zap = makeZap(tide, server, { payment_hash: 'cd'.repeat(32) })
    expect(readQuotedReceipt(zap, tide.key)).toEqual({ amount_msat: 21_000, payment_hash: 'cd'.repeat(32) })
    expect(readQuotedReceipt(zap, makePerson().key)).toEqual({ amount_msat: 21_000, payment_hash: null })
  })
})

describe('words for one invoice', () => {
  it('are of that payment, and claim that payment’s amount only', () => {
    const read = readPaymentNote(makePaymentNote(tide, 'ef'.repeat(32)))
    expect(read).toMatchObject({ route: 'payment-note', payment_hash: 'ef'.repeat(32), payer: tide.key })
    expect(read?.reading).toMatchObject({
      message: 'Words for an invoice',
      claimed_msat: null,
      claimed_split_msat: 40_000,
      app: { name: 'harbour.example', version: '1.0.0' },
    })
  })

  it('are told from settings that other programs keep in the same kind', () => {
    const tags = [['d', 'my-app/settings']]
    expect(readPaymentNote(sign(tide, { kind: 30078, tags, content: '{}' }))).toBeNull()
  })
})

describe('what a player publishes of streaming', () => {
  it.each([3369, 33369] as const)('names who streamed (kind %i)', (kind) => {
    const read = readStreamReceipt(makeStreamReceipt(tide, { kind }))
    expect(read).toMatchObject({ route: 'stream-receipt', payer: tide.key })
    expect(read?.reading).toMatchObject({
      action: 'stream',
      claimed_msat: 36_000,
      position_s: 754,
      message: null,
    })
  })
})

describe('what keys say of themselves', () => {
  it('is a name, an address that is yet to be proven, and whether a program signs', () => {
    const profile = makeProfile(tide, {
      name: 'tide',
      display_name: 'Tide ',
      nip05: 'Tide@Harbour.example',
      bot: true,
    })
    expect(readProfile(profile)).toEqual({ name: 'Tide', nip05: 'tide@harbour.example', is_bot: true })
    expect(readProfile(makeProfile(tide, { name: ' ' }))).toMatchObject({ name: null, is_bot: false })
  })

  it('is the relays that they write to, some of them', () => {
    const tags = [
      ['r', 'wss://one.example/'],
      ['r', 'wss://two.example', 'read'],
      ['r', 'ws://three.example'],
      ...[4, 5, 6, 7].map((each) => ['r', `wss://${each}.example`, 'write']),
    ]
    expect(readWriteRelays(sign(tide, { kind: 10002, tags, content: '' }))).toEqual([
      'wss://one.example',
      'wss://4.example',
      'wss://5.example',
    ])
  })

  it('is what they take back', () => {
    const note = makeBoostMeBitchNote(tide)
    expect(readDeletion(makeDeletion(tide, [note]))).toEqual([note.id])
  })
})

describe('whatever a stranger signs', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(
      ...[
        '⚡ Boost ⚡\n\n',
        '⚡Just boosted 1,000 sats',
        '💬 "',
        '\n⚡ 5 sats\n',
        'nostr:nevent1qqq',
        '#a#b#c ',
        '\0',
        '\ud800',
      ],
      ...[
        ' boosted 9999999999999999 sats → X',
        'https://fountain.fm/episode/x nevent1q',
        `podcast:guid:${SHOW_GUID}`,
      ],
      ...[
        'lnbc10n1',
        '{"kind":9734}',
        '[]',
        'NaN',
        '1e999',
        'ff'.repeat(32),
        'https://box.example/boost/aaaaaaaaaa',
      ],
    ),
  )
  const tagName = fc.constantFrom(
    ...[
      'i',
      'k',
      't',
      'r',
      'd',
      'e',
      'p',
      'P',
      'q',
      'amount',
      'client',
      'app',
      'sender',
      'preimage',
      'bolt11',
    ],
    ...['description', 'type', 'position', 'url', ''],
  )
  const event = fc.record<NostrEvent>({
    id: fc.constant('11'.repeat(32)),
    pubkey: fc.constant('22'.repeat(32)),
    sig: fc.constant('33'.repeat(64)),
    kind: fc.constantFrom(...Object.values(KIND)),
    created_at: fc.maxSafeInteger(),
    tags: fc
      .array(
        fc.tuple(tagName, fc.array(text, { maxLength: 3 })).map(([name, values]) => [name, ...values]),
        { maxLength: 12 },
      )
      .map((tags) => [...tags, ['i', `podcast:guid:${SHOW_GUID}`], ['t', 'boost'], ['d', 'ab'.repeat(32)]]),
    content: fc.array(text, { maxLength: 8 }).map((parts) => parts.join('')),
  })

  it('is read without an error, and is words of a possible amount at most', () => {
    fc.assert(
      fc.property(event, (given) => {
        readProfile(given)
        readWriteRelays(given)
        readDeletion(given)
        readQuotedReceipt(given, given.pubkey)
        for (const read of [
          readBoostNote(given),
          readZapReceipt(given, anyone),
          readPaymentNote(given),
          readStreamReceipt(given),
        ]) {
          if (!read) continue
          const { claimed_msat, claimed_split_msat, message, sender } = read.reading
          for (const amount of [claimed_msat, claimed_split_msat])
            expect(amount === null || (Number.isSafeInteger(amount) && amount > 0)).toBe(true)
          expect(sender.id).toBeUndefined()
          expect(JSON.stringify(read)).not.toMatch(/\\u0000|\\ud[89a-f]/)
          expect(message === null || message.trim() !== '').toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })
})
