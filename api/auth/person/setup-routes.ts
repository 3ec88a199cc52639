import { tryLink } from '#api/auth/attempts.ts'
import { clientOf, enterBrowser } from '#api/auth/session/start-session.ts'
import { checkSetupLink, needsSetup, setUp } from '#api/auth/setup-link.ts'
import { linkTokenSchema, meSchema, setupSchema, setupStateSchema } from '#api/contract/auth.ts'
import { defineRoute } from '#api/http/route.ts'

export const setupRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/setup',
    may: 'public',
    summary: "Whether the owner's account is still to be made",
    answer: setupStateSchema,
    handle: async ({ ctx }) => ({ needed: await needsSetup(ctx.db) }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/setup/check',
    may: 'public',
    proof: false,
    summary: 'Whether the one-time link of the start is good',
    body: linkTokenSchema,
    audit: 'none',
    errors: [404, 410],
    handle: ({ ctx, req, body }) =>
      tryLink(ctx.auth.attempts, req.ip ?? null, () => checkSetupLink(ctx.db, body.token)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/setup',
    may: 'public',
    proof: false,
    summary: "Makes the owner's account with the one-time link, and signs in",
    body: setupSchema,
    answer: meSchema,
    status: 201,
    errors: [404, 410],
    handle: async (call) => enterBrowser(call, await setUp(call.ctx, call.body, clientOf(call))),
  }),
]
