import { idParamsSchema } from '#api/contract/common.ts'
import { slugParamsSchema } from '#api/contract/show.ts'
import {
  anonymizeSchema,
  showSupporterParamsSchema,
  showSupporterPatchSchema,
  supporterDetailSchema,
  supporterListQuerySchema,
  supporterListSchema,
  supporterMergeSchema,
  supporterPatchSchema,
  supporterSplitSchema,
} from '#api/contract/supporter.ts'
import { defineRoute } from '#api/http/route.ts'
import { findShow } from '#api/show/find-show.ts'
import { changeShowSupporter, changeSupporter } from '#api/supporter/change-supporter.ts'
import { anonymizeSupporter } from '#api/supporter/correct/anonymize-supporter.ts'
import { mergeSupporters } from '#api/supporter/correct/merge-supporters.ts'
import { splitSupporter } from '#api/supporter/correct/split-supporter.ts'
import { listSupporters } from '#api/supporter/list-supporters.ts'
import { nameRoutes } from '#api/supporter/name/routes.ts'
import { readSupporter } from '#api/supporter/read-supporter.ts'
import { suggestionRoutes } from '#api/supporter/suggestion/routes.ts'

export const supporterRoutes = [
  ...suggestionRoutes,
  ...nameRoutes,
  defineRoute({
    method: 'get',
    path: '/api/v1/shows/{slug}/supporters',
    may: 'read',
    summary: 'Who supports a show, by boosts or streams',
    params: slugParamsSchema,
    query: supporterListQuerySchema,
    answer: supporterListSchema,
    handle: async ({ ctx, params, query }) => {
      const show = await findShow(ctx.db, params.slug)
      return await listSupporters(ctx.db, show.id, query)
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/api/v1/shows/{slug}/supporters/{id}',
    may: 'edit',
    proof: false,
    within: { slug: 'show', id: 'supporter' },
    summary: "Says that a supporter is of the show's team, or hidden",
    description: 'Either keeps boosts out of segments, totals and public pages; the books keep them.',
    params: showSupporterParamsSchema,
    body: showSupporterPatchSchema,
    answer: supporterDetailSchema,
    handle: async ({ ctx, params, body }) => {
      const show = await findShow(ctx.db, params.slug)
      await changeShowSupporter(ctx.db, show.id, params.id, body)
      return await readSupporter(ctx.view, params.id)
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/supporters/{id}',
    may: 'read',
    summary: 'A supporter with their names and what they are to each show',
    params: idParamsSchema,
    answer: supporterDetailSchema,
    handle: ({ ctx, params }) => readSupporter(ctx.db, params.id),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/v1/supporters/{id}',
    may: 'edit',
    proof: false,
    within: { id: 'own supporter' },
    summary: 'Changes what a supporter is called, how that is said, and the note on them',
    description:
      'A chosen name is shown everywhere but in the books, which keep what came with each payment; without one they have the name that they used last.',
    params: idParamsSchema,
    body: supporterPatchSchema,
    answer: supporterDetailSchema,
    handle: async ({ ctx, params, body }) => {
      await changeSupporter(ctx.db, params.id, body)
      return await readSupporter(ctx.view, params.id)
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/supporters/{id}/merge',
    may: 'edit',
    proof: false,
    within: { id: 'own supporter', with: 'own supporter' },
    summary: 'Makes two supporters one',
    description:
      'The one already read on air, else the older, survives, whichever is named first; the other id stays good as an alias.',
    params: idParamsSchema,
    body: supporterMergeSchema,
    answer: supporterDetailSchema,
    handle: async ({ ctx, params, body, note }) => {
      const survivor = await mergeSupporters(ctx, params.id, body.with)
      note({ survivor })
      return await readSupporter(ctx.view, survivor)
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/supporters/{id}/split',
    may: 'edit',
    proof: false,
    within: { id: 'own supporter' },
    summary: 'Takes names out of a supporter, who become another person',
    description: 'What came under these names goes with them, and what comes later.',
    params: idParamsSchema,
    body: supporterSplitSchema,
    answer: supporterDetailSchema,
    status: 201,
    handle: async ({ ctx, params, body, note }) => {
      const made = await splitSupporter(ctx, params.id, body.names)
      note({ made })
      return await readSupporter(ctx.view, made)
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/supporters/{id}/anonymize',
    may: 'edit',
    proof: true,
    within: { id: 'own supporter' },
    summary: 'Makes a supporter who asks for it nobody, for good',
    description:
      'Their names are forgotten in boosts and payments, later ones too. What the wallets reported stays in the raw metadata.',
    params: idParamsSchema,
    body: anonymizeSchema,
    handle: ({ ctx, params }) => anonymizeSupporter(ctx, params.id),
  }),
]
