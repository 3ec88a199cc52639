import { anonymousNamesSchema } from '#api/contract/supporter.ts'
import { defineRoute } from '#api/http/route.ts'
import { listAnonymousNames, setAnonymousNames } from '#api/supporter/name/anonymous-names.ts'

export const nameRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/anonymous-names',
    may: 'read',
    within: 'whole',
    summary: 'The names that are nobody in particular',
    answer: anonymousNamesSchema,
    handle: async ({ ctx }) => ({ names: await listAnonymousNames(ctx.db) }),
  }),
  defineRoute({
    method: 'put',
    path: '/api/v1/anonymous-names',
    may: 'edit',
    proof: false,
    summary: 'Sets the names that are nobody in particular',
    description:
      "What came under a name that is new in the list becomes nobody's; one that is left out may be somebody's from now on.",
    body: anonymousNamesSchema,
    answer: anonymousNamesSchema,
    handle: async ({ ctx, body, note }) => {
      note(await setAnonymousNames(ctx, body.names))
      return { names: await listAnonymousNames(ctx.db) }
    },
  }),
]
