import { z } from 'zod'
import { idParamsSchema } from '#api/contract/common.ts'
import {
  firingListSchema,
  firingQuerySchema,
  newSendingRuleSchema,
  newWayOutSchema,
  numberedParamsSchema,
  outgoingBodySchema,
  readyBodyListSchema,
  ruleTriedSchema,
  ruleTrySchema,
  sendingRuleListSchema,
  sendingRulePatchSchema,
  sendingRuleSchema,
  wayMadeSchema,
  wayOutListSchema,
  wayOutPatchSchema,
  wayParamsSchema,
} from '#api/contract/outgoing.ts'
import { defineRoute } from '#api/http/route.ts'
import { listFirings, retryFiring } from '#api/outgoing/outbox/firings.ts'
import { listRules, makeRule, removeRule, switchRule } from '#api/outgoing/rule/rules.ts'
import { tryRule } from '#api/outgoing/rule/try-rule.ts'
import { READY_BODIES } from '#api/outgoing/way/body/ready-bodies.ts'
import { sampleTold } from '#api/outgoing/way/body/sample.ts'
import { testWay } from '#api/outgoing/way/test-way.ts'
import { changeWay, listWays, makeWay, removeWay } from '#api/outgoing/way/ways.ts'

export const outgoingRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/sending-rules',
    may: 'admin',
    summary: 'Rules of what is told to others',
    answer: sendingRuleListSchema,
    handle: async ({ ctx }) => ({ items: await listRules(ctx.db), next_cursor: null }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/sending-rules',
    may: 'admin',
    summary: 'Makes a rule of what is told to others',
    description:
      'It tells of what happens from now on, of each boost once, and of nothing that was sent more than two days before it became known.',
    body: newSendingRuleSchema,
    answer: sendingRuleSchema,
    status: 201,
    handle: ({ ctx, body }) => makeRule(ctx.db, body, ctx.now()),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/sending-rules/try',
    may: 'admin',
    audit: 'none',
    summary: 'Says of what a rule would have told in the last 30 days',
    body: ruleTrySchema,
    answer: ruleTriedSchema,
    handle: ({ ctx, body }) => tryRule(ctx.db, body, ctx.now()),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/v1/sending-rules/{id}',
    may: 'admin',
    summary: 'Has a rule rest, or tell again from now on',
    params: numberedParamsSchema,
    body: sendingRulePatchSchema,
    answer: sendingRuleSchema,
    handle: ({ ctx, params, body }) => switchRule(ctx.db, params.id, body.active, ctx.now()),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/sending-rules/{id}',
    may: 'admin',
    summary: 'Takes a rule back; what waits to be sent by it is sent',
    params: numberedParamsSchema,
    handle: ({ ctx, params }) => removeRule(ctx.db, params.id),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/ways-out',
    may: 'admin',
    summary: 'Ways by which something is told to others, and how they do',
    answer: wayOutListSchema,
    handle: async ({ ctx }) => ({ items: await listWays(ctx.db), next_cursor: null }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/ways-out',
    may: 'admin',
    summary: 'Makes a webhook that others are told by',
    description:
      'The address has to be in the public internet and begin with https://, or its host be named in `own_network`. What is sent carries the headers of Standard Webhooks, `webhook-id`, `webhook-timestamp` and `webhook-signature`; the secret for it is shown once. What comes twice has the same id.',
    body: newWayOutSchema,
    answer: wayMadeSchema,
    status: 201,
    handle: ({ ctx, body }) => makeWay(ctx, body),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/ways-out/ready',
    may: 'admin',
    summary: 'Bodies to begin with, for services that many use',
    answer: readyBodyListSchema,
    handle: () => ({ items: [...READY_BODIES], next_cursor: null }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/ways-out/sample',
    may: 'admin',
    summary: 'What a webhook of Readout’s own body sends, with a boost that nobody sent',
    answer: outgoingBodySchema,
    handle: ({ ctx }) => sampleTold(ctx.now()),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/v1/ways-out/{name}',
    may: 'admin',
    summary: 'Changes a way out, or has it rest; what waits for it stays',
    params: wayParamsSchema,
    body: wayOutPatchSchema,
    handle: ({ ctx, params, body }) => changeWay(ctx, params.name, body),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/ways-out/{name}',
    may: 'admin',
    proof: true,
    summary: 'Ends a way out, with its rules and what waits for it',
    params: wayParamsSchema,
    handle: ({ ctx, params }) => removeWay(ctx.db, params.name),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/ways-out/{name}/test',
    may: 'admin',
    summary: 'Sends a boost that nobody sent by a way out, at once',
    params: wayParamsSchema,
    answer: z.object({ ok: z.boolean(), answer: z.string() }),
    handle: ({ ctx, params }) => testWay(ctx, params.name),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/outbox',
    may: 'admin',
    summary: 'What was told to others with what they answered, and what waits',
    query: firingQuerySchema,
    answer: firingListSchema,
    handle: ({ ctx, query }) => listFirings(ctx.db, query),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/outbox/{id}/retry',
    may: 'admin',
    summary: 'Has what failed sent again',
    params: idParamsSchema,
    handle: ({ ctx, params }) => retryFiring(ctx.db, params.id, ctx.now()),
  }),
]
