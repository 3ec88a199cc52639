import { slugParamsSchema } from '#api/contract/show.ts'
import {
  cohortsSchema,
  releasesQuerySchema,
  releasesSchema,
  viewPartParamsSchema,
  viewPartSchema,
  viewQuerySchema,
  viewSchema,
} from '#api/contract/totals-view.ts'
import { defineRoute } from '#api/http/route.ts'
import { withTotals } from '#api/totals/read/with-totals.ts'
import { readCohorts } from '#api/totals/view/read-cohorts.ts'
import { readReleases } from '#api/totals/view/read-releases.ts'
import { readView } from '#api/totals/view/read-view.ts'
import { readViewPart } from '#api/totals/view/read-view-part.ts'

export const viewRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/shows/{slug}/totals/view',
    may: 'read',
    summary: 'What a show received day by day, narrowed to what is asked for, beside the days before',
    description:
      'By episode, app, supporter, wallet, rail or hour of the week, or several of these together. Hidden boosts, the team and hidden supporters are left out, as in all totals.',
    params: slugParamsSchema,
    query: viewQuerySchema,
    answer: viewSchema,
    errors: [422],
    madeOf: () => 'all',
    handle: ({ ctx, params, query }) =>
      withTotals(ctx, params.slug, (trx, totals) => readView(trx, totals, query)),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/shows/{slug}/totals/view/{part}',
    may: 'read',
    summary: 'The same by one part of it, the 50 largest first',
    params: viewPartParamsSchema,
    query: viewQuerySchema,
    answer: viewPartSchema,
    errors: [422],
    madeOf: () => 'all',
    handle: ({ ctx, params, query }) =>
      withTotals(ctx, params.slug, (trx, totals) => readViewPart(trx, totals, params.part, query)),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/shows/{slug}/totals/releases',
    may: 'read',
    summary: 'What the last episodes brought, by days since each was released',
    params: slugParamsSchema,
    query: releasesQuerySchema,
    answer: releasesSchema,
    errors: [422],
    // How long an episode has been out depends on the day.
    handle: ({ ctx, params, query }) =>
      withTotals(ctx, params.slug, (trx, totals) => readReleases(trx, totals, query)),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/shows/{slug}/totals/cohorts',
    may: 'read',
    summary: 'Who first gave in which month, and how many of them gave again in each month since',
    params: slugParamsSchema,
    answer: cohortsSchema,
    errors: [422],
    madeOf: () => 'all',
    handle: ({ ctx, params }) => withTotals(ctx, params.slug, readCohorts),
  }),
]
