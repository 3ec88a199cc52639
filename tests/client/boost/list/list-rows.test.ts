import { describe, expect, it } from 'vitest'
import { dropBoosts, layRows, replaceBoosts } from '#client/boost/list/list-rows.ts'
import { makeBoost, makeGroup } from '#tests/client/make-boost.ts'

const a = makeBoost({ id: 'a' })
const b = makeBoost({ id: 'b' })
const other = makeBoost({ id: 'c', episode: { id: 'e457', title: '457' } })
const none = makeBoost({ id: 'd', episode: null })

describe('the rows of the list', () => {
  it('bear a heading where an episode begins, also one that goes on over pages', () => {
    const pages = [
      { items: [a], groups: [makeGroup(a, 2)] },
      { items: [b, other], groups: [makeGroup(b, 2), makeGroup(other)] },
      { items: [none], groups: [makeGroup(none)] },
    ]
    expect(layRows(pages).map(({ boost, heading }) => [boost.id, heading?.count ?? null])).toEqual([
      ['a', 2],
      ['b', null],
      ['c', 1],
      ['d', 1],
    ])
  })

  it('hold a boost once that moved between two pages', () => {
    const pages = [
      { items: [a, b], groups: [makeGroup(a)] },
      { items: [b], groups: [makeGroup(b)] },
    ]
    expect(layRows(pages)).toHaveLength(2)
  })
})

describe('bringing a list up to date', () => {
  it('puts a changed boost where it stood, and touches no other page', () => {
    const pages = [{ items: [a, b] }, { items: [other] }]
    const hidden = { ...b, hidden: true }
    const after = replaceBoosts(pages, new Map([['b', hidden]]))
    expect(after[0]?.items).toEqual([a, hidden])
    expect(after[1]).toBe(pages[1])
  })

  it('is the same list where nothing of it changed', () => {
    const pages = [{ items: [a] }]
    expect(replaceBoosts(pages, new Map([['z', none]]))).toBe(pages)
  })

  it('takes off what is gone, and is the same list where nothing is', () => {
    const pages = [{ items: [a, b] }, { items: [other] }]
    expect(dropBoosts(pages, new Set(['b'])).map(({ items }) => items)).toEqual([[a], [other]])
    expect(dropBoosts(pages, new Set(['z']))).toBe(pages)
  })
})
