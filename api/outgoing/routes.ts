import { z } from 'zod'
import { idParamsSchema } from '#api/contract/common.ts'
import { numberedParamsSchema } from '#api/contract/outgoing/params.ts'
import {
  newSendingRuleSchema,
  ruleTriedSchema,
  ruleTrySchema,
  sendingRuleListSchema,
  sendingRulePatchSchema,
  sendingRuleSchema,
} from '#api/contract/outgoing/rule.ts'
import {
  newSignerInviteSchema,
  signerCameSchema,
  signerInviteSchema,
  signerWaitSchema,
} from '#api/contract/outgoing/signer.ts'
import { firingListSchema, firingQuerySchema, outgoingBodySchema } from '#api/contract/outgoing/told.ts'
import {
  alertSchema,
  newWayOutSchema,
  readyBodyListSchema,
  soundListSchema,
  soundQuerySchema,
  soundSchema,
  wayMadeSchema,
  wayOutListSchema,
  wayOutPatchSchema,
  wayParamsSchema,
} from '#api/contract/outgoing/way.ts'
import { defineRoute } from '#api/http/route.ts'
import { listFirings, retryFiring } from '#api/outgoing/outbox/firings.ts'
import { changeRule, listRules, makeRule, removeRule } from '#api/outgoing/rule/rules.ts'
import { tryRule } from '#api/outgoing/rule/try-rule.ts'
import { READY_BODIES, READY_MAIL, READY_NOTE } from '#api/outgoing/way/body/ready-bodies.ts'
import { sampleTold } from '#api/outgoing/way/body/sample.ts'
import { inviteSigner, waitForSigner } from '#api/outgoing/way/nostr/invite-signer.ts'
import { readAlert } from '#api/outgoing/way/studio/alerts.ts'
import { addSound, listSounds, removeSound, sendSound } from '#api/outgoing/way/studio/sounds.ts'
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
    proof: false,
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
    proof: false,
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
    proof: false,
    summary: 'Changes a rule, or has it rest',
    description: 'What it says anew it tells of from now on.',
    params: numberedParamsSchema,
    body: sendingRulePatchSchema,
    answer: sendingRuleSchema,
    handle: ({ ctx, params, body }) => changeRule(ctx.db, params.id, body, ctx.now()),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/sending-rules/{id}',
    may: 'admin',
    proof: false,
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
    proof: true,
    summary: 'Makes a way that others are told by: a webhook, mail, Nostr, OSC, or the studio’s pages',
    description:
      'A webhook’s address has to be in the public internet and begin with https://, or its host be named in `own_network`. What is sent carries the headers of Standard Webhooks, `webhook-id`, `webhook-timestamp` and `webhook-signature`; the secret for it is shown once. What comes twice has the same id.',
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
    handle: () => ({ items: [...READY_BODIES], next_cursor: null, mail: READY_MAIL, note: READY_NOTE }),
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
    method: 'post',
    path: '/api/v1/ways-out/signers',
    may: 'admin',
    proof: false,
    audit: 'none',
    summary: 'Makes an address that a signer of Nostr connects to Readout by',
    description:
      'NIP-46 from the other side: `nostrconnect://…` is shown to the signer, which comes to the relays by itself.',
    body: newSignerInviteSchema,
    answer: signerInviteSchema,
    handle: ({ ctx, body }) => inviteSigner(ctx, body),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/ways-out/signers/wait',
    may: 'admin',
    proof: false,
    audit: 'none',
    summary: 'Waits up to 25 seconds for a signer that was shown an address',
    body: signerWaitSchema,
    answer: signerCameSchema,
    handle: ({ ctx, body, res }) => {
      const gone = new AbortController()
      res.once('close', () => gone.abort())
      return waitForSigner(ctx, body.invite, AbortSignal.any([gone.signal, ctx.stopping]))
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/api/v1/ways-out/{name}',
    may: 'admin',
    proof: true,
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
    proof: false,
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
    proof: false,
    summary: 'Has what failed sent again',
    params: idParamsSchema,
    handle: ({ ctx, params }) => retryFiring(ctx.db, params.id, ctx.now()),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/sounds',
    may: 'read',
    summary: 'Sounds that pages of the studio can play',
    answer: soundListSchema,
    handle: async ({ ctx }) => ({ items: await listSounds(ctx.db), next_cursor: null }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/sounds',
    may: 'admin',
    proof: false,
    summary: 'Adds a sound, whose file is the body: MP3, Ogg, WAV, FLAC or M4A of at most 5 MB',
    query: soundQuerySchema,
    consumes: ['application/octet-stream'],
    answer: soundSchema,
    status: 201,
    errors: [409, 413, 415, 422],
    handle: ({ ctx, req, res, query }) => addSound(ctx, { req, res, name: query.name }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/sounds/{id}',
    may: 'read',
    summary: 'A sound, to play',
    params: idParamsSchema,
    produces: ['audio/mpeg', 'audio/ogg', 'audio/wav', 'audio/flac', 'audio/mp4'],
    handle: ({ ctx, params, res }) => sendSound(ctx.db, params.id, res),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/sounds/{id}',
    may: 'admin',
    proof: false,
    summary: 'Removes a sound that no way plays',
    params: idParamsSchema,
    handle: ({ ctx, params }) => removeSound(ctx.db, params.id),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/alerts/{id}',
    may: 'read',
    summary: 'What a page of the studio is to play, once a hint named it',
    params: idParamsSchema,
    answer: alertSchema,
    handle: ({ ctx, params }) => readAlert(ctx.db, params.id),
  }),
]
