import { readBoostDetail } from '#api/boost/detail/read-boost.ts'
import { attachClaim, dismissClaim } from '#api/claim/attach-claim.ts'
import { boostAttachSchema, boostDetailSchema, boostDismissSchema } from '#api/contract/boost.ts'
import { idParamsSchema } from '#api/contract/common.ts'
import { defineRoute } from '#api/http/route.ts'

export const claimRoutes = [
  defineRoute({
    method: 'post',
    path: '/api/v1/boosts/{id}/attach',
    may: 'edit',
    proof: false,
    within: { id: 'boost', payment: 'payment', boost: 'boost' },
    summary: 'Says of which payment or boost an unproven boost is, and answers the one that they are',
    description:
      'An unproven boost was claimed by an app or a note and received by no wallet. What a host attaches is not matched again. The ' +
      'one already read on air, else the older, survives; the id of the other leads to it.',
    params: idParamsSchema,
    body: boostAttachSchema,
    answer: boostDetailSchema,
    handle: async ({ ctx, params, body, note }) => {
      const survivor = await attachClaim(ctx.db, params.id, body)
      note({ survives: survivor.id })
      return readBoostDetail(ctx.view, survivor.id)
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/boosts/{id}/dismiss',
    may: 'edit',
    proof: false,
    within: { id: 'boost' },
    summary: 'Dismisses an unproven boost, so that it is shown nowhere and never matched; or takes that back',
    params: idParamsSchema,
    body: boostDismissSchema,
    answer: boostDetailSchema,
    handle: async ({ ctx, params, body }) =>
      readBoostDetail(ctx.view, (await dismissClaim(ctx.db, params.id, body)).id),
  }),
]
