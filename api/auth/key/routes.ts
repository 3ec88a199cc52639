import { createKey, listKeys, revokeKey } from '#api/auth/key/api-key.ts'
import { createdKeySchema, keyListSchema, keySchema, newKeySchema } from '#api/contract/auth.ts'
import { idParamsSchema } from '#api/contract/common.ts'
import { defineRoute } from '#api/http/route.ts'

export const keyRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/keys',
    may: 'admin',
    summary: 'API keys, those in use first',
    answer: keyListSchema,
    handle: async ({ ctx }) => ({ items: await listKeys(ctx.db), next_cursor: null }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/keys',
    may: 'admin',
    proof: true,
    summary: 'Makes an API key; the answer shows it, once',
    body: newKeySchema,
    answer: createdKeySchema,
    status: 201,
    handle: async ({ ctx, body, note }) => {
      const made = await createKey(ctx.db, body)
      note({ made: made.id })
      return made
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/keys/{id}',
    may: 'admin',
    proof: true,
    summary: 'Revokes an API key at once',
    params: idParamsSchema,
    answer: keySchema,
    handle: async ({ ctx, params, note }) => {
      const key = await revokeKey(ctx, params.id)
      note({ name: key.name })
      return key
    },
  }),
]
