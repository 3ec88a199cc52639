import { expect, it } from 'vitest'
import { routes } from '#api/routes.ts'
import { formatAction } from '#client/person/audit/format-action.ts'

const actions = routes
  .filter(({ method, audit = method === 'get' ? 'none' : 'each' }) => audit !== 'none')
  .map(({ method, path }) => `${method.toUpperCase()} ${path}`)

it.each(actions)('the audit log has words for %s', (action) => {
  expect(formatAction(action)).toMatch(/^[a-z][a-z ,’H]+$/)
})
