import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readMetadata } from '#api/metadata/read-metadata.ts'

const boost = {
  action: 'boost',
  podcast: 'Night Ferry',
  guid: '3f1c6d52-4a0e-5b7d-9c11-2f6a7b8c9d10',
  episode: 'Æther & öl',
  app_name: 'Castamatic',
  sender_name: 'Søren',
  message: 'Čau – 100 % 🚀 "quoted"',
  value_msat_total: 100_000,
  ts: 61,
}
const json = JSON.stringify(boost)
const plain = readMetadata(boost).reading

describe('metadata that was wrapped once more is read as if it were not', () => {
  it.each<[string, string | Uint8Array]>([
    ['base64', Buffer.from(json).toString('base64')],
    ['base64 of another alphabet', Buffer.from(json).toString('base64url')],
    ['base64 in lines', Buffer.from(json).toString('base64').replace(/.{20}/g, '$&\n')],
    ['hex', Buffer.from(json).toString('hex')],
    ['hex in capitals', Buffer.from(json).toString('hex').toUpperCase()],
    ['hex of hex', Buffer.from(Buffer.from(json).toString('hex')).toString('hex')],
    ['a string in a string', JSON.stringify(json)],
    ['a string of base64', JSON.stringify(Buffer.from(json).toString('base64'))],
    ['percent-encoded', encodeURIComponent(json)],
    ['percent-encoded twice', encodeURIComponent(encodeURIComponent(json))],
    ['a list of one', `[${json}]`],
    ['a byte order mark', `\ufeff${json}`],
    ['a NUL at its end', `${json}\0\0`],
    ['blanks around it', ` \n${json}\r\n`],
    ['UTF-16', Buffer.from(`\ufeff${json}`, 'utf16le')],
  ])('%s', (_, text) => {
    const metadata = readMetadata(text)
    expect(metadata).toMatchObject({ problem: null, reading: plain })
    expect(Buffer.from(metadata.raw)).toEqual(Buffer.from(text))
  })

  it('however it is wrapped', () => {
    const wraps: Record<string, (text: string) => string> = {
      base64: (text) => Buffer.from(text).toString('base64'),
      hex: (text) => Buffer.from(text).toString('hex'),
      text: (text) => JSON.stringify(text),
      percent: encodeURIComponent,
      list: (text) => `[${text}]`,
      mark: (text) => `\ufeff${text}\0`,
    }
    const value = fc.record({
      action: fc.constantFrom('boost', 'auto', 'stream'),
      podcast: fc.string({ unit: 'grapheme' }),
      message: fc.string({ unit: 'grapheme' }),
      value_msat_total: fc.integer({ min: 1 }),
    })
    const layers = fc.array(fc.constantFrom('base64', 'hex', 'text', 'percent', 'mark'), { maxLength: 3 })
    fc.assert(
      fc.property(value, fc.boolean(), layers, (given, inList, names) => {
        const inner = JSON.stringify(inList ? [given] : given)
        const wrapped = names.reduce((text, name) => wraps[name]?.(text) ?? text, inner)
        expect(readMetadata(wrapped).reading).toEqual(readMetadata(given).reading)
      }),
      { numRuns: 500 },
    )
  })

  it('a thousand times it is not', () => {
    let text = json
    for (let n = 0; n < 12; n++) text = JSON.stringify(text)
    expect(readMetadata(text)).toMatchObject({
      reading: null,
      problem: 'Its metadata is JSON, but not an object.',
    })
    const lists = `${'['.repeat(1_000)}${json}${']'.repeat(1_000)}`
    expect(readMetadata(lists).reading).toBeNull()
  })
})

describe('metadata that was made carelessly is read as far as it can be, with a warning', () => {
  const words = { podcast: 'Night Ferry', message: 'one' }
  it.each<[string, string | Uint8Array, object]>([
    [
      'a line break in a string',
      '{"podcast":"Night Ferry","message":"one\ntwo\ttab"}',
      { message: 'one\ntwo\ttab' },
    ],
    ['a NUL in a string', '{"podcast":"Night Ferry","message":"one\0two"}', { message: 'one␀two' }],
    ['NaN', '{"podcast":"Night Ferry","ts":NaN,"message":"one"}', { position_s: null, message: 'one' }],
    [
      'Infinity',
      '{"value_msat_total":-Infinity,"message":"one","x":Infinity}',
      { claimed_msat: null, message: 'one' },
    ],
    ['undefined', '{"sender_id":undefined,"message":"one"}', { sender: {}, message: 'one' }],
    [
      'NaN within words is left alone',
      '{"message":"NaN and Infinity\n","ts":NaN}',
      { message: 'NaN and Infinity\n' },
    ],
    [
      'a letter in Latin-1',
      Buffer.from('{"podcast":"Café","message":"one"}', 'latin1'),
      { show: { title: 'Café' } },
    ],
    [
      'a letter in Latin-1 among others in UTF-8',
      Buffer.concat([Buffer.from('{"podcast":"Caf'), Buffer.of(0xe9), Buffer.from('","message":"🚀 ü"}')]),
      { show: { title: 'Café' }, message: '🚀 ü' },
    ],
    [
      'quotes of Windows',
      Buffer.concat([Buffer.from('{"message":"it'), Buffer.of(0x92), Buffer.from('s"}')]),
      { message: 'it’s' },
    ],
  ])('%s', (_, text, said) => {
    const { reading, problem } = readMetadata(text)
    expect(problem).toBeNull()
    expect(reading).toMatchObject(said)
    expect(reading?.warnings.length).toBe(1)
  })

  it('whatever is broken in it, nothing is read that was not said', () => {
    const spoilt = fc.tuple(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('\n', '\r\n', '\t', '\u0001', '\u001f'),
    )
    fc.assert(
      fc.property(spoilt, fc.string({ unit: 'grapheme' }), ([before, control], after) => {
        const told = JSON.stringify({ ...words, message: `x${before}MARK${after}x` })
        const { reading } = readMetadata(told.replace('MARK', control))
        expect(reading?.message).toBe(
          readMetadata({ message: `x${before}${control}${after}x` }).reading?.message,
        )
      }),
    )
  })
})

describe('the work is bounded', () => {
  it.each([
    ['quotes', '"'.repeat(100_000)],
    ['escaped quotes', '{"a":"'.concat('\\"'.repeat(50_000))],
    ['brackets', '['.repeat(100_000)],
    ['words that are no values', '{"a":'.concat('NaN '.repeat(25_000))],
    ['hex', '7b'.repeat(50_000)],
    ['base64', 'e30'.repeat(30_000)],
    ['percents', '%7B'.repeat(30_000)],
    ['bytes above ASCII', Buffer.alloc(100_000, 0xe2)],
    ['separators', `{"message":"${' — '.repeat(30_000)}`],
  ])('for a hundred thousand %s', (_, text) => {
    expect(readMetadata(text).reading).toBeNull()
  })
})
