import { expect, it } from 'vitest'
import { formatName, otherNames } from '#client/supporter/other-names.ts'

const name = (text: string, app: string | null = null, sender_id: string | null = null) => ({
  name: text,
  app,
  sender_id,
})

it('a supporter’s other names are each said once', () => {
  const names = [name('Ada'), name('ada', 'fountain', 'x'), name('Countess'), name('countess'), name('')]
  expect(otherNames({ name: 'ada', names })).toEqual(['Countess'])
})

it('a name is said with its app, and the beginning of a long sender id', () => {
  expect(formatName(name('Ada'))).toBe('Ada')
  expect(formatName(name('Ada', 'fountain', 'short'))).toBe('Ada · fountain short')
  expect(formatName(name('Ada', null, 'a-very-long-sender-id'))).toBe('Ada · a-very-long-…')
})
