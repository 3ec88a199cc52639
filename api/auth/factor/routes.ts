import { confirmCodeApp, makeCodeApp } from '#api/auth/factor/code-app.ts'
import {
  demandFactors,
  firstCodes,
  listDemands,
  readFactors,
  removeFactor,
} from '#api/auth/factor/factors.ts'
import {
  addPasskey,
  askForPasskey,
  askWho,
  checkPasskey,
  type Site,
  siteOf,
} from '#api/auth/factor/passkey.ts'
import { askToProve, checkFactor, prove } from '#api/auth/factor/prove.ts'
import { makeRecoveryCodes } from '#api/auth/factor/recovery-codes.ts'
import { beginStep, endSigned, endStep, readSigned, readStep, signStep } from '#api/auth/factor/step.ts'
import { personOf } from '#api/auth/person/me.ts'
import { enter } from '#api/auth/session/sign-in.ts'
import { clientOf, enterBrowser } from '#api/auth/session/start-session.ts'
import { meSchema } from '#api/contract/auth.ts'
import {
  codeAppSchema,
  codeGivenSchema,
  factorAddedSchema,
  factorDemandSchema,
  factorGivenSchema,
  factorsSchema,
  newPasskeyAskedSchema,
  newPasskeySchema,
  passkeyAskedSchema,
  passkeyGivenSchema,
  passkeyParamsSchema,
  proofAskedSchema,
  proofGivenSchema,
  recoveryCodesSchema,
} from '#api/contract/factor.ts'
import { AppError } from '#api/errors.ts'
import { defineRoute } from '#api/http/route.ts'

/** The second factor: at the sign-in, of one's own, asked again, and demanded. */
export const factorRoutes = [
  defineRoute({
    method: 'post',
    path: '/api/v1/auth/sign-in/factor',
    may: 'public',
    proof: false,
    summary: 'Ends a sign-in that asked for a second factor; the answer sets the session cookie',
    body: factorGivenSchema,
    answer: meSchema,
    errors: [401, 410],
    handle: async (call) => {
      const { ctx, req, body } = call
      const client = clientOf(call)
      const { userId, factor } = await checkFactor(ctx, 'sign-in', body, siteOf(ctx, req), client)
      return enterBrowser(call, await enter(ctx, userId, client, factor))
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/auth/passkey/ask',
    may: 'public',
    proof: false,
    summary: 'What a browser is asked to sign in with a passkey alone',
    answer: passkeyAskedSchema,
    audit: 'none',
    errors: [422],
    handle: async ({ ctx, req }) => {
      const passkey = await askWho(ctx.db, needSite(siteOf(ctx, req)), null)
      return { step: signStep(ctx.secrets, passkey.challenge, ctx.now()), passkey }
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/auth/passkey',
    may: 'public',
    proof: false,
    summary: 'Signs a person in with a passkey; the answer sets the session cookie',
    body: passkeyGivenSchema,
    answer: meSchema,
    errors: [401, 410],
    handle: async (call) => {
      const { ctx, req, body } = call
      const challenge = readSigned(ctx.secrets, body.step, ctx.now())
      const given = { response: body.passkey, challenge, now: ctx.now() }
      const userId = await checkPasskey(ctx.db, needSite(siteOf(ctx, req)), given)
      await endSigned(ctx.db, challenge, userId, ctx.now())
      return enterBrowser(call, await enter(ctx, userId, clientOf(call), 'passkey'))
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/auth/factors',
    may: 'person',
    summary: 'How one comes in beside the password: passkeys, an app that shows codes, recovery codes',
    answer: factorsSchema,
    handle: ({ ctx, req, actor }) => readFactors(ctx, req, personOf(actor)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/auth/factors/passkeys/ask',
    may: 'person',
    summary: 'What a browser is asked for a new passkey',
    answer: newPasskeyAskedSchema,
    audit: 'none',
    proof: true,
    errors: [422],
    handle: async ({ ctx, req, actor }) => {
      const person = personOf(actor)
      const passkey = await askForPasskey(ctx.db, needSite(siteOf(ctx, req)), person)
      const asked = { kind: 'register' as const, user_id: person.id, challenge: passkey.challenge }
      return { step: await beginStep(ctx.db, asked, ctx.now()), passkey }
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/auth/factors/passkeys',
    may: 'person',
    summary:
      'Keeps a new passkey of one’s own; with the first factor the answer shows the recovery codes, once',
    body: newPasskeySchema,
    answer: factorAddedSchema,
    status: 201,
    proof: true,
    errors: [410],
    handle: async ({ ctx, req, actor, body }) => {
      const person = personOf(actor)
      const { user_id, challenge } = await readStep(ctx.db, 'register', body.step, ctx.now())
      if (user_id !== person.id) throw new AppError('gone', 'This was asked of somebody else. Begin again.')
      const made = { userId: person.id, name: body.name, challenge, response: body.passkey, now: ctx.now() }
      await addPasskey(ctx.db, needSite(siteOf(ctx, req)), made)
      await endStep(ctx.db, body.step)
      const recovery_codes = await firstCodes(ctx.db, person, 'passkey')
      return { ...(await readFactors(ctx, req, person)), recovery_codes }
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/auth/factors/passkeys/{key}',
    may: 'person',
    summary: 'Removes a passkey of one’s own',
    params: passkeyParamsSchema,
    answer: factorsSchema,
    proof: true,
    handle: async ({ ctx, req, actor, params }) => {
      const person = personOf(actor)
      await removeFactor(ctx.db, person, async (trx) => {
        const gone = await trx
          .deleteFrom('passkeys')
          .where('user_id', '=', person.id)
          .where('id', '=', params.key)
          .executeTakeFirst()
        return gone.numDeletedRows
      })
      return readFactors(ctx, req, person)
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/auth/factors/code-app/begin',
    may: 'person',
    summary: 'Makes the secret of an app that shows codes (TOTP); it counts once a code of it is given',
    answer: codeAppSchema,
    proof: true,
    errors: [409],
    handle: ({ ctx, actor }) => makeCodeApp(ctx, personOf(actor)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/auth/factors/code-app',
    may: 'person',
    summary: 'Has the app count; with the first factor the answer shows the recovery codes, once',
    body: codeGivenSchema,
    answer: factorAddedSchema,
    status: 201,
    proof: true,
    handle: async ({ ctx, req, actor, body }) => {
      const person = personOf(actor)
      await confirmCodeApp(ctx, person, body.code)
      const recovery_codes = await firstCodes(ctx.db, person, 'code')
      return { ...(await readFactors(ctx, req, person)), recovery_codes }
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/auth/factors/code-app',
    may: 'person',
    summary: 'Removes one’s app for codes',
    answer: factorsSchema,
    proof: true,
    errors: [404, 409],
    handle: async ({ ctx, req, actor }) => {
      const person = personOf(actor)
      await removeFactor(ctx.db, person, async (trx) => {
        const gone = await trx.deleteFrom('code_apps').where('user_id', '=', person.id).executeTakeFirst()
        return gone.numDeletedRows
      })
      return readFactors(ctx, req, person)
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/auth/factors/recovery-codes',
    may: 'person',
    summary: 'Makes new recovery codes, which the answer shows, once; former ones no longer work',
    answer: recoveryCodesSchema,
    proof: true,
    handle: async ({ ctx, actor }) => ({
      recovery_codes: await makeRecoveryCodes(ctx.db, personOf(actor).id),
    }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/auth/prove/ask',
    may: 'person',
    proof: false,
    summary: 'By what one says again that it is oneself, for what asks that',
    answer: proofAskedSchema,
    audit: 'none',
    handle: ({ ctx, req, actor }) => askToProve(ctx, personOf(actor).id, siteOf(ctx, req)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/auth/prove',
    may: 'person',
    proof: false,
    summary: 'Says again that it is oneself; what asks that may be done for a quarter of an hour',
    body: proofGivenSchema,
    errors: [410, 429],
    handle: ({ ctx, req, actor, body }) => prove(ctx, personOf(actor), body, siteOf(ctx, req)),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/users/second-factor',
    may: 'admin',
    summary: 'The roles that come in by a second factor only',
    answer: factorDemandSchema,
    handle: async ({ ctx }) => ({ roles: await listDemands(ctx.db) }),
  }),
  defineRoute({
    method: 'put',
    path: '/api/v1/users/second-factor',
    may: 'admin',
    summary: 'Says which roles come in by a second factor only; who has none is led to set one up',
    body: factorDemandSchema,
    answer: factorDemandSchema,
    proof: true,
    errors: [409],
    handle: async ({ ctx, body, actor, note }) => {
      note({ before: { roles: await listDemands(ctx.db) } })
      return { roles: await demandFactors(ctx.db, body.roles, actor?.kind === 'person' ? actor : null) }
    },
  }),
]

/** @throws AppError unprocessable where browsers make no passkeys */
function needSite(site: Site | null): Site {
  if (site) return site
  throw new AppError('unprocessable', 'Browsers know passkeys for names only. Open Readout under its name.')
}
