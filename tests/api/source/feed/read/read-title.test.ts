import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isWorseTitle, readTitle } from '#api/source/feed/read/read-title.ts'

describe('a title', () => {
  it.each([
    ['  The\n  Gap ', 'The Gap'],
    ['Tom &amp; Jerry', 'Tom & Jerry'],
    ['Tom &amp;amp; Jerry', 'Tom & Jerry'],
    ['caf&eacute;&nbsp;noir', 'café noir'],
    ['It&#8217;s', 'It’s'],
    ['CafÃ© crÃ¨me', 'Café crème'],
    ['Donâ€™t', 'Don’t'],
    ['Ãœber Ã„rger', 'Über Ärger'],
    [new TextDecoder('windows-1252').decode(Buffer.from('🎙️ Live')), '🎙️ Live'],
    ['Q&A, R&D', 'Q&A, R&D'],
    ['1984', '1984'],
    ['00123', '00123'],
    ['1e3', '1e3'],
    ['São Paulo, Ärger, naïve', 'São Paulo, Ärger, naïve'],
  ])('%s is read as %s', (text, title) => expect(readTitle(text)).toBe(title))

  it('of nothing is none', () => {
    for (const text of [undefined, '', ' \n ', '&nbsp;']) expect(readTitle(text)).toBeNull()
  })

  it.each([
    ['Caf\ufffd', 'Café'],
    ['Caf??', 'Café'],
    ['What?s up', 'What’s up'],
    ['Tom &foo; Jerry', 'Tom & Jerry'],
    ['CafÃ© – noir', 'Café – noir'],
    ['Caf\u0082', 'Café'],
  ])('%s never takes the place of %s', (worse, good) => {
    expect(isWorseTitle(worse, good)).toBe(true)
    expect(isWorseTitle(good, worse)).toBe(false)
  })

  it.each([
    ['Another', 'Café'],
    ['Who?', 'Café'],
    ['Caf\ufffd', 'Caf\ufffd\ufffd'],
    ['Caf\ufffd', null],
    ['Cafe', 'Café'],
    ['Where? What?', 'Where'],
  ])('%s may take the place of %s', (title, known) => expect(isWorseTitle(title, known)).toBe(false))

  it('of any text is storable, on one line, and read from itself the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const title = readTitle(text)
        if (title === null) return
        expect(title).not.toMatch(/\0|^\s|\s$|\n/)
        expect(title.isWellFormed()).toBe(true)
        expect(isWorseTitle(title, title)).toBe(false)
      }),
    )
  })

  it('of plain words in any script is left as it is', () => {
    const words = fc.array(fc.stringMatching(/^[A-Za-zäöüßéèçñåøł€’“”а-яα-ω一-龯0-9]{1,9}$/), {
      minLength: 1,
    })
    fc.assert(
      fc.property(words, (all) => {
        expect(readTitle(all.join(' '))).toBe(all.join(' ').slice(0, 1000))
      }),
    )
  })
})
