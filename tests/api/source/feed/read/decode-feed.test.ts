import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeFeed, encodingOf } from '#api/source/feed/read/decode-feed.ts'

const TEXT = 'Été à la plage, “naïve” € 5'
/** Text in Latin-1 but for what Windows-1252 has beyond. */
const windows = (text: string) =>
  Buffer.from(
    text.replace(/[“”€]/g, (char) => ({ '“': '\x93', '”': '\x94' })[char] ?? '\x80'),
    'latin1',
  )
const declared = (encoding: string, text = TEXT) =>
  `<?xml version="1.0" encoding="${encoding}"?><t>${text}</t>`
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()
const read = (body: Buffer, type?: string) => [...decodeFeed(body, type)].join('')

describe('the encoding of a feed', () => {
  it.each([
    ['in the declaration', windows(declared('ISO-8859-1')), undefined],
    ['in the declaration', windows(declared('windows-1252')), 'application/rss+xml'],
    ['in the header alone', windows(`<t>${TEXT}</t>`), 'text/xml; charset=ISO-8859-1'],
    ['in quotes in the header', windows(`<t>${TEXT}</t>`), 'text/xml;charset="windows-1252"'],
    ['nowhere, UTF-8', Buffer.from(`<t>${TEXT}</t>`), undefined],
    ['nowhere, Windows-1252', windows(`<t>${TEXT}</t>`), undefined],
    ['by a mark of UTF-8', Buffer.from(`\ufeff<t>${TEXT}</t>`), 'text/xml; charset=iso-8859-1'],
    ['by a mark of UTF-16 LE', Buffer.from(`\ufeff${declared('UTF-16')}`, 'utf16le'), undefined],
    ['by a mark of UTF-16 BE', utf16be(`\ufeff${declared('UTF-16')}`), 'text/xml; charset=utf-8'],
    ['in UTF-16 LE without a mark', Buffer.from(declared('UTF-16'), 'utf16le'), 'text/xml; charset=utf-16'],
    ['in UTF-16 BE without a mark', utf16be(declared('UTF-16')), undefined],
  ])('said %s is read', (_, body, type) => expect(read(body, type)).toContain(`<t>${TEXT}</t>`))

  it('is that of the header before that of the declaration (RFC 7303)', () => {
    expect(read(Buffer.from([0xc1]), 'text/xml; charset=koi8-r')).toBe('а')
    expect(encodingOf(windows(declared('koi8-r')), 'text/xml; charset=windows-1252')).toBe('windows-1252')
  })

  it.each([
    ['UTF-8 declared as Latin-1', Buffer.from(declared('ISO-8859-1')), undefined],
    ['UTF-8 that the header calls Latin-1', Buffer.from(declared('utf-8')), 'text/xml; charset=ISO-8859-1'],
    ['UTF-8 declared as UTF-16', Buffer.from(declared('utf-16')), undefined],
    ['UTF-8 in an encoding that nobody knows', Buffer.from(declared('utf8mb4')), 'text/xml; charset=none'],
    ['Latin-1 declared as UTF-8', windows(declared('UTF-8')), 'text/xml; charset=utf-8'],
    ['Latin-1 that only the declaration says', windows(declared('windows-1252')), 'text/xml; charset=utf-8'],
  ])('said wrongly does not count: %s', (_, body, type) =>
    expect(read(body, type)).toContain(`<t>${TEXT}</t>`),
  )

  it('of UTF-8 with one damaged character is still UTF-8', () => {
    const damaged = Buffer.concat([
      Buffer.from(`${TEXT} ${TEXT} `),
      Buffer.from([0xe2, 0x80]),
      Buffer.from(' end'),
    ])
    expect(read(damaged)).toContain(`${TEXT} ${TEXT}`)
  })

  it('is found for any bytes', () => {
    const labels = fc.constantFrom(
      undefined,
      'text/xml; charset=utf-16',
      'a/b; charset=',
      'x; charset=gb18030',
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), labels, (bytes, type) => {
        expect(typeof read(Buffer.from(bytes), type)).toBe('string')
      }),
    )
  })

  it('does not matter to how text is cut into pieces', () => {
    const long = 'é€𝄞 '.repeat(30_000)
    expect(read(Buffer.from(long))).toBe(long)
    expect(read(Buffer.from(`\ufeff${long}`, 'utf16le'))).toBe(long)
  })
})
