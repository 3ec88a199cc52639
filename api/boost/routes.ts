import { listBoosts } from '#api/boost/list/list-boosts.ts'
import { boostListQuerySchema, boostListSchema } from '#api/contract/boost.ts'
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
    handle: ({ ctx, query }) => listBoosts(ctx, query),
  }),
]
