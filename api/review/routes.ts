import { idParamsSchema } from '#api/contract/common.ts'
import { paymentPatchSchema, paymentSchema } from '#api/contract/payment.ts'
import { needsLookSchema } from '#api/contract/review.ts'
import { newRuleSchema, ruleListSchema, ruleMadeSchema, ruleQuerySchema } from '#api/contract/rule.ts'
import { defineRoute } from '#api/http/route.ts'
import { readPayment } from '#api/payment/read-payment.ts'
import { countNeedsLook } from '#api/review/count-open.ts'
import { patchPayment } from '#api/review/patch-payment.ts'
import { endRule, listRules, makeRule, tryRule } from '#api/review/rules.ts'

/** What hosts decide about what waits for them. */
export const reviewRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/needs-look',
    may: 'read',
    summary: 'How much waits for a host, by kind',
    answer: needsLookSchema,
    handle: ({ ctx }) => countNeedsLook(ctx.db),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/v1/payments/{id}',
    may: 'payments',
    proof: false,
    within: { id: 'payment', show: 'show', episode: 'episode', supporter: 'supporter' },
    summary: 'Attaches a payment to a show by hand, sets it aside or back, or says that it was looked at',
    description:
      'A payment that is attached as a boost makes one, or joins that which its words are of. Without an action it is a boost ' +
      'where there is a message, where it did not come as sats, or from the second mark of the show on; else a stream.',
    params: idParamsSchema,
    body: paymentPatchSchema,
    answer: paymentSchema,
    handle: async ({ ctx, params, body, note }) => {
      const { before, after } = await patchPayment(ctx.db, params.id, body)
      const { show, episode, supporter, action, message, set_aside, needs_look } = before
      note({ before: { show, episode, supporter, action, message, set_aside, needs_look } })
      return readPayment(ctx.view, after.id)
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/rules',
    may: 'read',
    summary: 'The rules that set receipts aside or claim them for a show',
    answer: ruleListSchema,
    handle: async ({ ctx }) => ({ items: await listRules(ctx.db), next_cursor: null }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/rules',
    may: 'edit',
    proof: false,
    summary: 'Makes a rule, or with `dry_run` only says how many payments it would touch',
    description:
      'Payments recorded so far follow it, but for those that a host set aside, brought back or attached.',
    query: ruleQuerySchema,
    body: newRuleSchema,
    answer: ruleMadeSchema,
    handle: async ({ ctx, query, body, note }) => {
      if (query.dry_run) return await tryRule(ctx.db, body)
      const made = await makeRule(ctx, body)
      note({ made: made.rule?.id, payments: made.payments })
      return made
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/rules/{id}',
    may: 'edit',
    proof: false,
    summary: 'Takes a rule back; what it alone set aside or claimed is as it was',
    params: idParamsSchema,
    handle: async ({ ctx, params, note }) => {
      note({ before: await endRule(ctx, params.id) })
    },
  }),
]
