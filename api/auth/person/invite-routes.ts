import { tryLink } from '#api/auth/attempts.ts'
import { siteOf } from '#api/auth/factor/passkey.ts'
import { acceptInvite, createInvite, listInvites, readInvite, revokeInvite } from '#api/auth/person/invite.ts'
import { showTitles } from '#api/auth/reach.ts'
import { clientOf, enterOrAsk } from '#api/auth/session/start-session.ts'
import {
  acceptInviteSchema,
  createdInviteSchema,
  invitationSchema,
  inviteListSchema,
  linkTokenSchema,
  newInviteSchema,
  signInAnswerSchema,
} from '#api/contract/auth.ts'
import { idParamsSchema } from '#api/contract/common.ts'
import { defineRoute } from '#api/http/route.ts'

export const inviteRoutes = [
  defineRoute({
    method: 'post',
    path: '/api/v1/invites/check',
    may: 'public',
    proof: false,
    summary: 'What an invitation is for',
    body: linkTokenSchema,
    answer: invitationSchema,
    audit: 'none',
    errors: [404, 410],
    handle: async ({ ctx, req, body }) => {
      const { email, role, show_ids, expires_at } = await tryLink(ctx.auth.attempts, req.ip ?? null, () =>
        readInvite(ctx.db, body.token, ctx.now()),
      )
      // By their titles, since who is invited does not know addresses.
      const titles = show_ids && (await showTitles(ctx.db, show_ids))
      return { email, role, shows: titles, expires_at }
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/invites/accept',
    may: 'public',
    proof: false,
    summary: 'Makes the account that the invitation names, and signs in',
    body: acceptInviteSchema,
    description: 'Where the account is there and has a second factor, the answer asks for it.',
    answer: signInAnswerSchema,
    status: 201,
    errors: [404, 410],
    handle: async (call) => {
      const site = siteOf(call.ctx, call.req)
      return enterOrAsk(call, await acceptInvite(call.ctx, call.body, clientOf(call), site))
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/users/invites',
    may: 'admin',
    summary: 'Invitations, newest first',
    answer: inviteListSchema,
    handle: async ({ ctx }) => ({ items: await listInvites(ctx.db, ctx.now()), next_cursor: null }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/users/invites',
    may: 'admin',
    proof: true,
    summary: 'Invites someone by a link, which the answer shows, once',
    body: newInviteSchema,
    answer: createdInviteSchema,
    status: 201,
    handle: async ({ ctx, body, note }) => {
      const made = await createInvite(ctx, body)
      note({ made: made.id })
      return made
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/users/invites/{id}',
    may: 'admin',
    proof: false,
    summary: 'Takes an invitation back',
    params: idParamsSchema,
    handle: ({ ctx, params }) => revokeInvite(ctx.db, params.id, ctx.now()),
  }),
]
