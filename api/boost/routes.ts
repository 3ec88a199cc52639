import { boostCorrectionRoutes } from '#api/boost/correct/routes.ts'
import { readBoostDetail } from '#api/boost/detail/read-boost.ts'
import { listBoosts } from '#api/boost/list/list-boosts.ts'
import { boostDetailSchema, boostListQuerySchema, boostListSchema } from '#api/contract/boost.ts'
import { idParamsSchema } from '#api/contract/common.ts'
import { defineRoute } from '#api/http/route.ts'

export const boostRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/boosts',
    may: 'read',
    summary: 'Boosts, newest or largest first, by episode, or those that changed since',
    description:
      'Boosts of shows that were set aside are only listed where the show is asked for. With `changed_since`, go on with ' +
      '`changed_cursor` while `more` is true; `gone` names boosts to drop.',
    query: boostListQuerySchema,
    answer: boostListSchema,
    errors: [410],
    // What changed since a cursor may wait for a transaction that is under way, and come without a change of its own.
    // And the feed does not tell of replies.
    madeOf: ({ changed_since, status }) =>
      changed_since === undefined && status !== 'unanswered' ? 'boosts' : null,
    handle: ({ ctx, query }) => listBoosts(ctx, query),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/boosts/{id}',
    may: 'read',
    summary: 'A boost with its payments and their raw metadata',
    description: 'An id that was merged into another boost answers that one, under its own id.',
    params: idParamsSchema,
    answer: boostDetailSchema,
    handle: ({ ctx, params }) => readBoostDetail(ctx.db, params.id),
  }),
  ...boostCorrectionRoutes,
]
