import { afterEach, expect, it } from 'vitest'
import { nextRow } from '#client/boost/list/use-row-keys.ts'
import { letterKeys } from '#client/lib/preferences.ts'

afterEach(() => letterKeys.set('on'))

it.each([
  ['ArrowDown', null, 0],
  ['ArrowDown', 3, 4],
  ['ArrowDown', 9, 9],
  ['j', 3, 4],
  ['ArrowUp', 3, 2],
  ['ArrowUp', 0, 0],
  ['k', 3, 2],
  ['Home', 7, 0],
  ['End', 7, 9],
  ['x', 7, null],
])('%s from row %j of ten leads to %j', (key, here, next) => {
  expect(nextRow(key, here, 10)).toBe(next)
})

it('leads nowhere in an empty list', () => {
  expect(nextRow('ArrowDown', null, 0)).toBeNull()
})

it('leaves letters alone where they are turned off', () => {
  letterKeys.set('off')
  expect([nextRow('j', 3, 10), nextRow('k', 3, 10), nextRow('ArrowDown', 3, 10)]).toEqual([null, null, 4])
})
