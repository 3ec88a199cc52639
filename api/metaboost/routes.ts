import {
  appParamsSchema,
  appPatchSchema,
  senderParamsSchema,
  senderPatchSchema,
  showMetaboostSchema,
  testPostSchema,
} from '#api/contract/metaboost.ts'
import { slugParamsSchema } from '#api/contract/show.ts'
import { defineRoute } from '#api/http/route.ts'
import { baseOf } from '#api/metaboost/serve/addresses.ts'
import { changeApp, changeSender } from '#api/metaboost/studio/change-standing.ts'
import { readShowState } from '#api/metaboost/studio/read-show-state.ts'
import { makeTestPost, removeTests } from '#api/metaboost/studio/test-post.ts'
import { findShow } from '#api/show/find-show.ts'

export const metaboostRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/shows/{slug}/metaboost',
    may: 'read',
    summary: 'The address that apps post a show’s boosts to, whether the feed has it, and who posts',
    description:
      'Apps post by mbrss-v1 or mb-v1; the document of these addresses is at `/v1/standard/mbrss-v1/openapi.json`. What they post is a claim, and no money.',
    params: slugParamsSchema,
    answer: showMetaboostSchema,
    handle: async ({ ctx, req, params }) =>
      readShowState(ctx.db, await findShow(ctx.db, params.slug), baseOf(req, ctx.config)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/shows/{slug}/metaboost/test',
    may: 'edit',
    proof: false,
    within: { slug: 'show' },
    summary: 'Signs a test, to be posted to the show’s address',
    description:
      'Whoever asks sends `body` to `path` with `authorization`, as an app does. The test says that it is one, and is taken back after a day.',
    params: slugParamsSchema,
    answer: testPostSchema,
    handle: ({ ctx, params }) => makeTestPost(ctx, params.slug),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/shows/{slug}/metaboost/test',
    may: 'edit',
    proof: false,
    within: { slug: 'show' },
    summary: 'Takes a show’s tests back',
    params: slugParamsSchema,
    handle: async ({ ctx, params }) => {
      const { id } = await findShow(ctx.db, params.slug)
      await removeTests(ctx.db, ctx.now(), id)
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/api/v1/metaboost/apps/{app_id}',
    may: 'admin',
    proof: true,
    summary: 'Trusts an app’s key by hand, or blocks the app',
    description: 'Of all shows here. A key that is trusted by hand holds whatever the registry of apps says.',
    params: appParamsSchema,
    body: appPatchSchema,
    handle: ({ ctx, params, body }) => changeApp(ctx, params.app_id, body),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/v1/metaboost/senders/{sender_guid}',
    may: 'admin',
    proof: false,
    summary: 'Blocks a sender, or takes their posts again',
    description: 'Of all shows here, from every app. What came before stays.',
    params: senderParamsSchema,
    body: senderPatchSchema,
    handle: ({ ctx, params, body }) => changeSender(ctx, params.sender_guid, body),
  }),
]
