import { expect, it } from 'vitest'
import { laterLndCursor, lndCursorSchema } from '#api/source/lnd/cursor.ts'

const cursor = (parts: object) => lndCursorSchema.parse(parts)

it('never moves a cursor back within a version, whichever comes first', () => {
  const ahead = cursor({ version: 1, add_index: 9, listed: true, settle_index: 7 })
  const behind = cursor({ version: 1, add_index: 4, settle_index: 5 })
  expect(laterLndCursor(ahead, behind)).toEqual(ahead)
  expect(laterLndCursor(behind, ahead)).toEqual(ahead)
})

it('lists anew for a newer version, and keeps up to where all that was settled is recorded', () => {
  const older = cursor({ add_index: 9, listed: true, settle_index: 7 })
  const newer = cursor({ version: 1, settle_index: 5 })
  const begun = { ...newer, settle_index: 7 }
  expect(laterLndCursor(older, newer)).toEqual(begun)
  expect(laterLndCursor(newer, older)).toEqual(begun)
})
