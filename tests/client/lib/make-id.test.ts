import { expect, it } from 'vitest'
import { z } from 'zod'
import { makeId } from '#client/lib/make-id.ts'

it('makes ids that are UUIDs, each another', () => {
  const ids = Array.from({ length: 200 }, makeId)
  for (const id of ids) expect(z.uuidv4().safeParse(id).success).toBe(true)
  expect(new Set(ids).size).toBe(ids.length)
})
