import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asQuery, isNarrowed, readFilters, writeFilters } from '#client/boost/filters.ts'

const read = (search: string) => readFilters(new URLSearchParams(search))

describe('the filters of an address', () => {
  it('are read back as they were written', () => {
    const search =
      'q=ducks&show=linux-unplugged&app=Fountain&status=doubtful&min_sats=500&since=2026-11-01&order=largest'
    expect(writeFilters(read(search)).toString()).toBe(search)
  })

  it('leave out what makes no sense', () => {
    const search =
      'show=NOT%20A%20SLUG&episode=7&action=stream&status=lost&min_sats=-1&since=yesterday&order=best&x=1'
    expect(read(search)).toEqual({ order: 'newest' })
  })

  it('never throw, whatever was typed into the address', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string())), (pairs) => {
        const filters = readFilters(new URLSearchParams(pairs))
        expect(readFilters(writeFilters(filters))).toEqual(filters)
      }),
    )
  })

  it('narrow the list, the order alone does not', () => {
    expect(isNarrowed(read('order=largest'))).toBe(false)
    expect(isNarrowed(read('q=x'))).toBe(true)
  })
})

it("asks for whole days of the reader's own", () => {
  const { since, until } = asQuery(read('since=2026-11-01&until=2026-11-02'))
  expect(since).toBe(new Date(2026, 10, 1).toISOString())
  expect(until).toBe(new Date(2026, 10, 3).toISOString())
})
