import { pageQuerySchema } from '#api/contract/common.ts'
import {
  showListSchema,
  showMergeSchema,
  showPatchSchema,
  showSchema,
  slugParamsSchema,
  streamListQuerySchema,
  streamListSchema,
} from '#api/contract/show.ts'
import { defineRoute } from '#api/http/route.ts'
import { changedBy, changeShow } from '#api/show/change/change-show.ts'
import { findShow } from '#api/show/find-show.ts'
import { listShows } from '#api/show/list-shows.ts'
import { mergeShows } from '#api/show/merge/merge-shows.ts'
import { readShow } from '#api/show/read-show.ts'
import { listStreams } from '#api/show/stream/list-streams.ts'

export const showRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/shows',
    may: 'read',
    summary: 'All shows: kept, then provisional, then set aside',
    query: pageQuerySchema,
    answer: showListSchema,
    handle: ({ ctx, query }) => listShows(ctx.db, query),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/shows/{slug}',
    may: 'read',
    summary: 'A show, also by an address that it had before',
    params: slugParamsSchema,
    answer: showSchema,
    handle: ({ ctx, params }) => readShow(ctx.db, params.slug),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/v1/shows/{slug}',
    may: 'edit',
    proof: false,
    // What names a show, to people and in payments, must not be taken from another.
    within: { slug: 'show', shares: 'wallets', feed: 'matter of all' },
    summary: 'Changes a show: keep it, set it aside, confirm its shares, and all that is said of it',
    description:
      "`shares` replaces those in force from now on; a show's first shares hold since ever. Setting a show aside takes its payments along, and brings them back.",
    params: slugParamsSchema,
    body: showPatchSchema,
    answer: showSchema,
    handle: async ({ ctx, params, body, note }) => {
      const before = await changeShow(ctx, params.slug, body)
      note({ before: changedBy(before, body) })
      return await readShow(ctx.view, body.slug ?? before.slug)
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/shows/{slug}/merge',
    may: 'edit',
    proof: true,
    summary: 'Merges a provisional show into the one that it is',
    params: slugParamsSchema,
    body: showMergeSchema,
    answer: showSchema,
    handle: async ({ ctx, params, body, note }) => {
      const survivor = await mergeShows(ctx, params.slug, body.into)
      note({ survivor })
      return await readShow(ctx.db, survivor)
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/shows/{slug}/streams',
    may: 'read',
    summary: "A show's streams, summed by episode or by supporter, what brought most first",
    params: slugParamsSchema,
    query: streamListQuerySchema,
    answer: streamListSchema,
    madeOf: () => 'all',
    handle: async ({ ctx, params, query }) => {
      const show = await findShow(ctx.db, params.slug)
      return await listStreams(ctx, show.id, query)
    },
  }),
]
