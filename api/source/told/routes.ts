import { sourceParamsSchema, sourceWebhookSchema, toldParamsSchema } from '#api/contract/source.ts'
import { AppError } from '#api/errors.ts'
import { readBytes } from '#api/http/read-body.ts'
import { defineRoute } from '#api/http/route.ts'
import { kindNamed } from '#api/source/connection/kind-named.ts'
import { takeTold } from '#api/source/told/take-told.ts'
import { webhookOf } from '#api/source/told/webhook-of.ts'

/** A delivery names an invoice and says little more. */
const LIMIT = 64 * 1024

export const toldRoutes = [
  defineRoute({
    method: 'post',
    path: '/api/v1/sources/{name}/webhook',
    may: 'admin',
    proof: false,
    summary: 'Shows the webhook of a source, for a shop that is to be given it by hand',
    description:
      'Address and secret stay the same. Whoever knows them can have Readout ask the shop, and nothing else. The address is null where `PUBLIC_URL` is not set.',
    params: sourceParamsSchema,
    answer: sourceWebhookSchema,
    handle: async ({ ctx, params }) => {
      const source = await ctx.db
        .selectFrom('connections')
        .innerJoin('sources', 'sources.id', 'connections.source_id')
        .select(['source_id', 'kind'])
        .where('name', '=', params.name)
        .executeTakeFirst()
      if (!source || !kindNamed(source.kind).hear)
        throw new AppError('not-found', `There is no source "${params.name}" that a webhook could tell.`)
      return webhookOf(ctx, source.source_id)
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/public/sources/{id}/told',
    may: 'public',
    proof: false,
    // Nothing is taken from it but that there is something to ask for.
    audit: 'none',
    summary: 'Takes what a shop’s signed webhook tells, and asks the shop for it',
    description:
      'As BTCPay Server sends it, with the header `BTCPay-Sig`. Payments are read from the shop, never from what is sent.',
    params: toldParamsSchema,
    consumes: ['application/json'],
    errors: [403, 413],
    handle: async ({ ctx, req, res, params }) => {
      const bytes = Buffer.from(await readBytes(req, res, { limit: LIMIT }))
      await takeTold(ctx, Number(params.id), bytes, (name) => req.get(name))
    },
  }),
]
