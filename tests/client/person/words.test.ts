import { describe, expect, it } from 'vitest'
import { formatAction, formatSubject } from '#client/person/audit/format-action.ts'
import { safeNext } from '#client/person/enter/use-enter.ts'
import { asRole, formatRole } from '#client/person/roles.ts'

describe('where one goes after signing in', () => {
  it.each([
    ['/boosts?q=x', '/boosts?q=x'],
    [null, '/home'],
    ['', '/home'],
    ['//evil.example', '/home'],
    ['/\\evil.example', '/home'],
    ['https://evil.example', '/home'],
    ['javascript:alert(1)', '/home'],
  ])('asked for %j is %s, never another site', (next, place) => {
    expect(safeNext(next)).toBe(place)
  })
})

it('says roles and actions in words, and what it does not know as it is', () => {
  expect([formatRole('owner'), formatRole('host')]).toEqual(['an owner', 'a host'])
  expect([asRole('host'), asRole('king'), asRole(undefined)]).toEqual(['host', 'bookkeeper', 'bookkeeper'])
  expect(formatAction('POST /api/v1/auth/sign-in')).toBe('signed in')
  expect(formatAction('PUT /api/v1/new-thing')).toBe('PUT /api/v1/new-thing')
  expect(formatSubject({ id: '01890000-0000-7000-8000-000000000001', slug: 'kill-show' })).toBe(
    '…000001, kill-show',
  )
})
