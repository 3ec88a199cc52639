import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparableTitle, comparableUrl } from '#api/metadata/comparable.ts'

describe('titles are compared', () => {
  it.each([
    ['Ep 5:  The  Gap', 'Ep 5: The Gap'],
    ['Ep 5:\n The\tGap ', 'Ep 5: The Gap'],
    ['Ep\u00a05: The Gap', 'Ep 5: The Gap'],
    ['Tea &amp;amp; Toast', 'Tea & Toast'],
    ['Tea &amp; Toast', 'Tea & Toast'],
    ['Cafe\u0301', 'Caf\u00e9'],
    ['Q&A', 'Q&A'],
  ])('%j as %j', (given, compared) => {
    expect(comparableTitle(given)).toBe(compared)
  })

  it('however white space stands in them', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/[\s&\0]/.test(text))
    const blank = fc.array(fc.constantFrom(' ', '\n', '\t', '\u00a0', '\u2003'), {
      minLength: 1,
      maxLength: 3,
    })
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), blank, (words, blanks) => {
        expect(comparableTitle(words.join(blanks.join('')))).toBe(comparableTitle(words.join(' ')))
      }),
    )
  })
})

describe('addresses of feeds are compared', () => {
  it.each([
    ['http://feeds.example/show', 'https://feeds.example/show'],
    ['HTTPS://Feeds.Example/Show/', 'https://feeds.example/Show'],
    ['https://feeds.example:443/show', 'https://feeds.example/show'],
    ['http://feeds.example:80/show', 'https://feeds.example/show'],
    ['https://feeds.example:8443/show', 'https://feeds.example:8443/show'],
    ['feed://feeds.example/show', 'https://feeds.example/show'],
    ['feeds.example/show', 'https://feeds.example/show'],
    ['https://feeds.example/show/?a=B/', 'https://feeds.example/show?a=B/'],
    ['https://feeds.example/show#top', 'https://feeds.example/show'],
    ['https://www.feeds.example/show', 'https://www.feeds.example/show'],
    ['no address', 'no address'],
  ])('%s as %s', (given, compared) => {
    expect(comparableUrl(given)).toBe(compared)
  })

  it('by what is compared of them, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.webUrl({ withQueryParameters: true }), fc.string({ unit: 'binary' })),
        (address) => {
          const compared = comparableUrl(address)
          expect(comparableUrl(compared)).toBe(compared)
        },
      ),
    )
  })
})
