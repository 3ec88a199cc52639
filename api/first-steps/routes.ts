import { firstStepsPatchSchema, firstStepsSchema } from '#api/contract/first-steps.ts'
import { patchFirstSteps } from '#api/first-steps/patch-first-steps.ts'
import { readFirstSteps } from '#api/first-steps/read-first-steps.ts'
import { defineRoute } from '#api/http/route.ts'

export const firstStepRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/first-steps',
    may: 'read',
    summary: 'How far a new installation has come: its show, its wallet, the past, the public page',
    answer: firstStepsSchema,
    handle: ({ ctx }) => readFirstSteps(ctx.db),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/v1/first-steps',
    may: 'edit',
    proof: false,
    summary: 'Leaves a first step out, or puts the list of them away',
    body: firstStepsPatchSchema,
    answer: firstStepsSchema,
    handle: async ({ ctx, body }) => {
      await patchFirstSteps(ctx.db, body, ctx.now())
      return readFirstSteps(ctx.db)
    },
  }),
]
