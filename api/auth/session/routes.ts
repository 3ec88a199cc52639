import { siteOf } from '#api/auth/factor/passkey.ts'
import { signedInActorOf } from '#api/auth/guard.ts'
import { changePassword } from '#api/auth/password/change-password.ts'
import { meOf, personOf } from '#api/auth/person/me.ts'
import { useSignInLink } from '#api/auth/person/sign-in-link.ts'
import {
  endAllSessions,
  endSession,
  endSessionOf,
  findSession,
  listSessions,
} from '#api/auth/session/session.ts'
import { clearSessionCookie, readSessionCookie } from '#api/auth/session/session-cookie.ts'
import { signIn } from '#api/auth/session/sign-in.ts'
import { clientOf, enterBrowser, enterOrAsk } from '#api/auth/session/start-session.ts'
import {
  changePasswordSchema,
  chooseLanguageSchema,
  linkTokenSchema,
  meSchema,
  sessionListSchema,
  signInAnswerSchema,
  signInSchema,
} from '#api/contract/auth.ts'
import { idParamsSchema } from '#api/contract/common.ts'
import { setActor } from '#api/http/actor.ts'
import { defineRoute } from '#api/http/route.ts'

export const sessionRoutes = [
  defineRoute({
    method: 'post',
    path: '/api/v1/auth/sign-in',
    may: 'public',
    proof: false,
    summary: 'Signs a person in; the answer sets the session cookie',
    body: signInSchema,
    description: 'Where the account has a second factor, the answer asks for it, and sets no cookie yet.',
    answer: signInAnswerSchema,
    errors: [401],
    handle: async (call) => {
      const site = siteOf(call.ctx, call.req)
      const entered = await signIn(call.ctx, call.body, clientOf(call), site)
      // Nobody is in yet.
      if (!('token' in entered)) call.note({ asked_for: 'a second factor' })
      return enterOrAsk(call, entered)
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/auth/link',
    may: 'public',
    proof: false,
    summary: 'Signs a person in with a one-time link of the command line; the answer sets the session cookie',
    body: linkTokenSchema,
    answer: meSchema,
    errors: [404, 410],
    handle: async (call) =>
      enterBrowser(call, await useSignInLink(call.ctx, call.body.token, clientOf(call))),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/auth/sign-out',
    may: 'public',
    proof: false,
    summary: 'Ends this session, where there is one',
    handle: async ({ ctx, req, res }) => {
      const token = readSessionCookie(req, ctx.config)
      const person = token ? await findSession(ctx.db, token, ctx.now()) : null
      if (person) setActor(req, person)
      if (token) await endSessionOf(ctx.db, token)
      clearSessionCookie(req, res, ctx.config)
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/auth/me',
    may: 'self',
    summary: 'Who this session or key is, and what it may do',
    answer: meSchema,
    handle: ({ ctx, req }) => meOf(ctx.db, signedInActorOf(req)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/auth/password',
    may: 'person',
    proof: false,
    summary: "Changes one's own password; every other session ends",
    body: changePasswordSchema,
    answer: meSchema,
    errors: [429],
    handle: async (call) => {
      const person = personOf(call.actor)
      return enterBrowser(call, await changePassword(call.ctx, person, call.body, clientOf(call)))
    },
  }),
  defineRoute({
    method: 'put',
    path: '/api/v1/auth/language',
    may: 'person',
    proof: false,
    summary: 'In which language one has the studio; null: in that of the browser',
    body: chooseLanguageSchema,
    answer: meSchema,
    handle: async ({ ctx, actor, body }) => {
      const person = personOf(actor)
      await ctx.db.updateTable('users').set(body).where('id', '=', person.id).execute()
      return meOf(ctx.db, person)
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/auth/sessions',
    may: 'person',
    summary: "One's own sessions, last used first",
    answer: sessionListSchema,
    handle: async ({ ctx, actor }) => {
      const { id: userId, sessionId: currentId } = personOf(actor)
      return { items: await listSessions(ctx.db, { userId, currentId, now: ctx.now() }), next_cursor: null }
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/auth/sessions',
    may: 'person',
    proof: false,
    summary: "Signs out everywhere: ends all of one's sessions, this one too",
    handle: async ({ ctx, req, res, actor }) => {
      await endAllSessions(ctx.db, personOf(actor).id)
      clearSessionCookie(req, res, ctx.config)
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/auth/sessions/{id}',
    may: 'person',
    proof: false,
    summary: "Ends one of one's own sessions",
    params: idParamsSchema,
    handle: async ({ ctx, actor, params }) => endSession(ctx.db, personOf(actor).id, params.id),
  }),
]
