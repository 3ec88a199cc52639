import { expect, it } from 'vitest'
import { readEach } from '#api/source/kind/reading.ts'

it('one thing that nobody thought of costs no other, and is said', () => {
  const read = (id: number) => {
    if (id === 2) throw new RangeError('Something deep inside')
    return { reports: [] }
  }
  const seen: number[] = []
  const reading = readEach(
    [1, 2, 3],
    (id) => {
      seen.push(id)
      return read(id)
    },
    String,
    (id) => `The invoice ${id}`,
  )
  expect(seen).toEqual([1, 2, 3])
  expect(reading).toEqual({
    reports: [],
    unread: [
      {
        ref: '2',
        raw: '2',
        reason: 'The invoice 2 cannot be read: it is not made as such things are.',
      },
    ],
  })
})
