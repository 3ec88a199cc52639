import { describe, expect, it } from 'vitest'
import { whoMay } from '#api/auth/capability.ts'
import { capabilitySchema } from '#api/contract/auth.ts'
import { formatAction, formatSubject } from '#client/person/audit/format-action.ts'
import { safeNext } from '#client/person/enter/use-enter.ts'
import { firstPage } from '#client/person/first-page.ts'
import { asRole, formatRole } from '#client/person/roles.ts'

describe('where one goes after signing in', () => {
  it.each([
    ['/boosts?q=x', '/boosts?q=x'],
    [null, undefined],
    ['', undefined],
    ['//evil.example', undefined],
    ['/\\evil.example', undefined],
    ['https://evil.example', undefined],
    ['javascript:alert(1)', undefined],
  ])(
    'asked for %j is %s, never another site: what one’s role begins with where that is nothing',
    (next, place) => {
      expect(safeNext(next)).toBe(place)
    },
  )
})

it.each([
  ['owner', '/home'],
  ['host', '/air'],
  ['bookkeeper', '/books'],
] as const)('a %s begins at %s', (role, page) => {
  const may = capabilitySchema.options.filter((capability) => whoMay(capability).roles.includes(role))
  expect(firstPage({ may })).toBe(page)
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
