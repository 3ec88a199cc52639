import { joinBoosts } from '#api/boost/correct/join-boosts.ts'
import { patchBoost } from '#api/boost/correct/patch-boost.ts'
import { splitBoost } from '#api/boost/correct/split-boost.ts'
import { readBoost, readBoostDetail } from '#api/boost/detail/read-boost.ts'
import {
  boostDetailSchema,
  boostJoinSchema,
  boostPatchSchema,
  boostSchema,
  boostSplitSchema,
} from '#api/contract/boost.ts'
import { idParamsSchema } from '#api/contract/common.ts'
import { defineRoute } from '#api/http/route.ts'

export const boostCorrectionRoutes = [
  defineRoute({
    method: 'patch',
    path: '/api/v1/boosts/{id}',
    may: 'edit',
    proof: false,
    within: { id: 'boost', show: 'show', episode: 'episode', supporter: 'supporter' },
    summary: 'Moves a boost to another show, episode or supporter; hides it; says that it is no double',
    description: 'Its payments go along, and late metadata leaves alone what was set by hand.',
    params: idParamsSchema,
    body: boostPatchSchema,
    answer: boostSchema,
    handle: async ({ ctx, params, body, note }) => {
      const { before, after } = await patchBoost(ctx.db, params.id, body)
      const { show, episode, supporter, hidden, possible_double } = before
      note({ before: { show, episode, supporter, hidden, possible_double } })
      return readBoost(ctx.view, after.id)
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/boosts/{id}/split',
    may: 'edit',
    proof: false,
    within: { id: 'boost', payments: 'payment' },
    summary: 'Takes payments out of a boost, as a boost of their own, which it answers',
    params: idParamsSchema,
    body: boostSplitSchema,
    answer: boostDetailSchema,
    handle: async ({ ctx, params, body, note }) => {
      const made = await splitBoost(ctx.db, params.id, body.payments)
      note({ made: made.id })
      return readBoostDetail(ctx.view, made.id)
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/boosts/{id}/join',
    may: 'edit',
    proof: false,
    within: { id: 'boost', boosts: 'boost' },
    summary: 'Makes boosts one that were one press of the button, and answers it',
    description: 'The one already read on air, else the oldest, survives; the ids of the others lead to it.',
    params: idParamsSchema,
    body: boostJoinSchema,
    answer: boostDetailSchema,
    handle: async ({ ctx, params, body, note }) => {
      const survivor = await joinBoosts(ctx.db, params.id, body.boosts)
      note({ survives: survivor.id })
      return readBoostDetail(ctx.view, survivor.id)
    },
  }),
]
