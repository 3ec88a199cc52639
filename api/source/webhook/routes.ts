import {
  deliveredSchema,
  madeWebhookSchema,
  newWebhookSchema,
  webhookChangedSchema,
  webhookListSchema,
  webhookMappingSchema,
  webhookParamsSchema,
  webhookTokenSchema,
  webhookTriedSchema,
  webhookTrySchema,
} from '#api/contract/webhook.ts'
import { readBytes } from '#api/http/read-body.ts'
import { defineRoute } from '#api/http/route.ts'
import { changeMapping } from '#api/source/webhook/change-mapping.ts'
import { listWebhooks } from '#api/source/webhook/list-webhooks.ts'
import { makeWebhook, removeWebhook, renewAddress } from '#api/source/webhook/make-webhook.ts'
import { takeDelivery } from '#api/source/webhook/take-delivery.ts'
import { trySample } from '#api/source/webhook/try-sample.ts'

const LIMIT = 1024 * 1024

export const webhookRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/webhooks',
    may: 'admin',
    summary: 'Webhooks with an address of their own, and how they do',
    answer: webhookListSchema,
    handle: async ({ ctx }) => ({ items: await listWebhooks(ctx.db), next_cursor: null }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/webhooks',
    may: 'admin',
    proof: true,
    summary: 'Makes an address that anything can send payments to',
    description: 'It is shown once. Whoever knows it can report payments for this source, and nothing else.',
    body: newWebhookSchema,
    answer: madeWebhookSchema,
    status: 201,
    handle: ({ ctx, body }) => makeWebhook(ctx, body),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/webhooks/try',
    may: 'admin',
    proof: false,
    audit: 'none',
    summary: 'Says what a sample has, and what it would be recorded as',
    description: 'A sample is JSON or a form, as it was sent; any other is refused.',
    body: webhookTrySchema,
    answer: webhookTriedSchema,
    handle: ({ ctx, body }) => trySample(body.sample, body.mapping, ctx.now()),
  }),
  defineRoute({
    method: 'put',
    path: '/api/v1/webhooks/{name}/mapping',
    may: 'admin',
    proof: false,
    summary: 'Reads what comes to a webhook in another way from now on',
    description: 'The last that could not be read is read again. What is recorded stays as it was read.',
    params: webhookParamsSchema,
    body: webhookMappingSchema,
    answer: webhookChangedSchema,
    handle: ({ ctx, params, body }) => changeMapping(ctx, params.name, body),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/webhooks/{name}/address',
    may: 'admin',
    proof: true,
    summary: 'Gives a webhook another address; the former one takes nothing any more',
    params: webhookParamsSchema,
    answer: madeWebhookSchema,
    handle: ({ ctx, params }) => renewAddress(ctx, params.name),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/webhooks/{name}',
    may: 'admin',
    proof: true,
    summary: 'Ends a webhook; what it reported stays',
    params: webhookParamsSchema,
    handle: ({ ctx, params }) => removeWebhook(ctx, params.name),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/public/webhooks/{token}',
    may: 'public',
    proof: false,
    // Whoever sends has no key to count by; each payment's reports say what came.
    audit: 'none',
    summary: 'Takes what a service sends to a webhook’s own address',
    description:
      'One payment or a list of them, as JSON, as JSON in a text, or as a form. The same id is the same payment, however often it comes.',
    params: webhookTokenSchema,
    answer: deliveredSchema,
    errors: [413, 422],
    consumes: ['application/json', 'application/x-www-form-urlencoded'],
    handle: async ({ ctx, req, res, params }) => {
      const isForm = req.is('application/x-www-form-urlencoded') !== false
      return await takeDelivery(ctx, params.token, await readBytes(req, res, { limit: LIMIT }), isForm)
    },
  }),
]
