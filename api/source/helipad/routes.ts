import { z } from 'zod'
import { webhookAnswerSchema } from '#api/contract/payment.ts'
import { defineRoute } from '#api/http/route.ts'
import { recordHelipadBoost } from '#api/source/helipad/record-boost.ts'

export const helipadRoutes = [
  defineRoute({
    method: 'post',
    path: '/api/v1/webhooks/helipad',
    may: 'intake',
    proof: false,
    // Of which shows its payments are is seen when they are recorded.
    within: {},
    audit: 'tally',
    summary: 'Takes what the webhook of Helipad sends',
    description:
      "Its source is the one that the key is bound to, else helipad. Helipad's index is its LND's add index: name the wallet of that node, and they meet.",
    query: z.object({ wallet: z.string().trim().min(1).max(200).optional() }),
    body: z.record(z.string(), z.unknown()),
    answer: webhookAnswerSchema,
    handle: async ({ ctx, query, body, actor, note }) => {
      const answer = await recordHelipadBoost(ctx, body, actor, query.wallet)
      await note({ [answer.status]: 1 })
      return answer
    },
  }),
]
