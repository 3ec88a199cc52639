import { idParamsSchema } from '#api/contract/common.ts'
import { newRuleSchema, ruleListSchema, ruleMadeSchema, ruleQuerySchema } from '#api/contract/rule.ts'
import { defineRoute } from '#api/http/route.ts'
import { endRule, listRules, makeRule, tryRule } from '#api/payment/rule/rules.ts'

export const ruleRoutes = [
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
    summary: 'Takes a rule back; what it alone set aside or claimed is as it was',
    params: idParamsSchema,
    handle: async ({ ctx, params, note }) => {
      note({ before: await endRule(ctx, params.id) })
    },
  }),
]
