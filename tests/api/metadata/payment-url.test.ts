import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ownWords } from '#api/metadata/own-words.ts'
import { readPaymentUrl } from '#api/metadata/payment-url.ts'

const url = 'https://box.example/boost/1?a=b'

describe('the memo of an address payment', () => {
  it.each([
    ['as documented', `rss::payment::boost ${url} Hello`],
    ['in capitals', `RSS::Payment::BOOST ${url} Hello`],
    ['after a label', `Boost: rss::payment::boost ${url} Hello`],
    ['after other words', `To the host of Night Ferry: rss::payment::boost ${url} Hello`],
    ['in quotes', `"rss::payment::boost ${url} Hello"`],
    ['in quotes that begin before a label', `"Boost: rss::payment::boost ${url} Hello"`],
    ['in typographic quotes', `“rss::payment::boost ${url} Hello”`],
    ['in brackets', `(rss::payment::boost ${url} Hello)`],
    ['with its address in angle brackets', `rss::payment::boost <${url}> Hello`],
    ['with its address in quotes', `rss::payment::boost "${url}" Hello`],
    ['with a comma after its address', `rss::payment::boost ${url}, Hello`],
    ['in several lines', `rss::payment::boost\n${url}\nHello`],
    ['with a no-break space', `rss::payment::boost\u00a0${url}\u00a0Hello`],
  ])('is read %s', (_, memo) => {
    expect(readPaymentUrl(memo)).toEqual({ url, others: [], action: 'boost', message: 'Hello' })
  })

  it.each([
    ['auto-boost', 'auto'],
    ['auto_boost', 'auto'],
    ['AUTO', 'auto'],
    ['boostagram', 'boost'],
    ['streaming', 'stream'],
    ['buy', null],
  ])('says its action: %s', (spelled, action) => {
    expect(readPaymentUrl(`rss::payment::${spelled} ${url} Hello`)).toMatchObject({
      url,
      action,
      message: 'Hello',
    })
  })

  it('may name several addresses', () => {
    const memo = `rss::payment::boost ${url} https://mirror.example/1 Hello`
    expect(readPaymentUrl(memo)).toMatchObject({
      url,
      others: ['https://mirror.example/1'],
      message: 'Hello',
    })
  })

  it.each([
    'rss::payment',
    'rss::payment::bo',
    'rss::payment::boost',
    'rss::payment::boost htt',
    'rss::payment::boost https://',
  ])('is known where it ends before its address: %s', (memo) => {
    expect(readPaymentUrl(memo)).toMatchObject({ url: null, message: null })
  })

  it('keeps its words where its address is none that is asked', () => {
    expect(readPaymentUrl('rss::payment::boost http://box.example/1 Hello')).toMatchObject({
      url: null,
      action: 'boost',
      message: 'Hello',
    })
  })

  it.each([
    ['undefined', null],
    ['null', null],
    ['', null],
    ['Great show — Great show', 'Great show'],
    ['Great show - Great show', 'Great show'],
    ['A long text that was c… — A long text that was cut', 'A long text that was cut'],
    ['None', 'None'],
    ['this — that', 'this — that'],
    ['Podverse boost', null],
  ])('holds the words %j as %j', (text, message) => {
    expect(readPaymentUrl(`rss::payment::boost ${url} ${text}`)?.message).toBe(message)
  })

  it('of Podcast Guru is read too, wherever it stands', () => {
    const guru = 'https://boost.podcastguru.io/x/1'
    for (const memo of [`V4V: ${guru} Hello`, `Boost V4V: ${guru} Hello`])
      expect(readPaymentUrl(memo)).toMatchObject({ url: guru, message: 'Hello' })
    expect(readPaymentUrl('V4V: https://elsewhere.example/1')).toBeNull()
  })

  it('is none where it has no tag', () => {
    for (const memo of ['', 'Payment for lunch', 'rss: https://box.example/1'])
      expect(readPaymentUrl(memo)).toBeNull()
  })

  it('never throws, names only https, and says its words once, whatever it is', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom(
        'rss::payment::',
        'boost',
        ' ',
        url,
        '"',
        '<',
        '>',
        ',',
        'https://',
        'http://a.example',
        ' — ',
        '…',
      ),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const read = readPaymentUrl(pieces.join(''))
        if (!read) return
        for (const address of [read.url, ...read.others])
          expect(address === null || new URL(address).protocol === 'https:').toBe(true)
        expect(read.message === null || read.message.trim() === read.message).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})

it('words that stand there twice are once, whatever they are', () => {
  const text = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter((words) => words.trim() === words && words.length > 12)
  fc.assert(
    fc.property(text, (words) => {
      expect(ownWords(`${words} — ${words}`)).toBe(words)
    }),
  )
})
