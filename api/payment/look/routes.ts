import { needsLookSchema } from '#api/contract/needs-look.ts'
import { defineRoute } from '#api/http/route.ts'
import { countNeedsLook } from '#api/payment/look/count-needs-look.ts'

export const needsLookRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/needs-look',
    may: 'read',
    summary: 'How much waits for a host, by kind',
    answer: needsLookSchema,
    handle: ({ ctx }) => countNeedsLook(ctx.db),
  }),
]
