import { describe, expect, it } from 'vitest'
import { DEFAULT_NUMEROLOGY, nameNumbers } from '#api/air/warnings/name-numbers.ts'
import { findLink, findWords, warn } from '#api/air/warnings/warn.ts'

describe('numbers', () => {
  it.each([
    [1337, ['Leet']],
    [8_675_309, ['Jenny']],
    [420, ['420']],
    [69, ['69']],
    [222, ['Row of ducks']],
    [22_222, ['Row of ducks']],
    [7777, ['Row of 7s']],
    [1111, ['Row of sticks']],
    [314, ['π']],
    [3141, ['π']],
    [31_415, ['π']],
    [3142, []],
    [12_345, ['In a row']],
    [4321, ['In a row']],
    [22, []],
    [1000, []],
    [0, []],
  ])('%i sats are %j', (sats, names) => {
    expect(nameNumbers(sats * 1000, DEFAULT_NUMEROLOGY)).toEqual(names)
  })

  it('are named by the rules of the show, parts of a sat left out', () => {
    const rules = [
      { kind: 'ends', digits: '88', label: 'Piano' },
      { kind: 'contains', digits: '13', label: 'Bad luck with {n}' },
    ] as const
    expect(nameNumbers(1_388_999, rules)).toEqual(['Piano', 'Bad luck with 1388'])
    expect(nameNumbers(-88_000, rules)).toEqual([])
  })
})

describe('warnings', () => {
  const none = findWords([])
  const boost = { claim: 'unknown', claimed_msat: null, possible_double: false, message: null }

  it('say what to look at', () => {
    expect(warn(boost, 'winebear', none)).toEqual([])
    expect(warn({ ...boost, claim: 'doubtful', claimed_msat: 2_100_000_000 }, null, none)).toEqual([
      { kind: 'doubtful_claim', text: '2100000' },
    ])
    expect(warn({ ...boost, possible_double: true }, null, none)).toEqual([
      { kind: 'possible_double', text: null },
    ])
    expect(warn({ ...boost, message: 'Buy at shady.example.com/x now' }, null, none)).toEqual([
      { kind: 'link', text: 'shady.example.com/x' },
    ])
  })

  it('find words of the list in message and name', () => {
    const finder = findWords(['darn'])
    expect(warn({ ...boost, message: 'well DARN it' }, 'darn_tootin', finder)).toEqual([
      { kind: 'word_in_message', text: 'darn' },
      { kind: 'word_in_name', text: 'darn' },
    ])
  })

  it.each(['darn', 'DARNED', 'd4rn', 'd*rn', 'd***', 'dárn', 'ｄａｒｎ', 'd\u200barn', 'goldarnit'])(
    'see through %j',
    (text) => {
      expect(findWords(['darn'])(text)).toEqual(['darn'])
    },
  )

  it.each(['barn', 'd a r n', '****', ''])('let %j pass', (text) => {
    expect(findWords(['darn'])(text)).toEqual([])
  })

  it.each([
    ['see https://example.com/a?b=c', 'https://example.com/a?b=c'],
    ['www.example.org', 'www.example.org'],
    ['mail me at example.io', 'example.io'],
    ['version 2.0.1 is out. Great', null],
    ['end of a sentence.next one', null],
    ['node.js and so on', null],
  ])('a link in %j is %j', (text, link) => {
    expect(findLink(text)).toBe(link)
  })
})
