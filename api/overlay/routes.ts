import {
  alertParamsSchema,
  newOverlayAlertSchema,
  newOverlaySchema,
  overlayAlertListSchema,
  overlayAlertPatchSchema,
  overlayListSchema,
  overlayMadeSchema,
  overlayMediaSchema,
  overlayMediumQuerySchema,
  overlayMediumSchema,
  overlayParamsSchema,
  overlayPatchSchema,
  overlaySchema,
} from '#api/contract/overlay.ts'
import { slugParamsSchema } from '#api/contract/show.ts'
import { defineRoute } from '#api/http/route.ts'
import { addAlert, listQueue, moveAlert } from '#api/overlay/alert/queue.ts'
import { addMedium, listMedia, removeMedium } from '#api/overlay/media/media.ts'
import { sendMedium } from '#api/overlay/media/send-medium.ts'
import {
  changeOverlay,
  listOverlays,
  makeOverlay,
  removeOverlay,
  renewAddress,
} from '#api/overlay/overlays.ts'
import { findShow } from '#api/show/find-show.ts'

export const overlayRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/shows/{slug}/overlays',
    may: 'read',
    summary: 'What a show puts into its video',
    params: slugParamsSchema,
    answer: overlayListSchema,
    handle: async ({ ctx, params }) => ({
      items: await listOverlays(ctx.db, await findShow(ctx.db, params.slug)),
      next_cursor: null,
    }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/shows/{slug}/overlays',
    may: 'edit',
    proof: false,
    within: { slug: 'show' },
    summary: 'Makes an overlay, and answers its address once',
    description:
      'The address is a path of this service. What stands behind its hash sign lets one in, and is stored as a hash: a lost one is made anew.',
    params: slugParamsSchema,
    body: newOverlaySchema,
    answer: overlayMadeSchema,
    status: 201,
    handle: async ({ ctx, params, body }) =>
      makeOverlay(ctx.db, await findShow(ctx.db, params.slug), body.name, ctx.now()),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/v1/shows/{slug}/overlays/{id}',
    may: 'edit',
    proof: false,
    within: { slug: 'show' },
    summary: 'Changes an overlay, holds it back or lets it go on',
    params: overlayParamsSchema,
    body: overlayPatchSchema,
    answer: overlaySchema,
    handle: async ({ ctx, params, body }) =>
      changeOverlay(ctx.db, await findShow(ctx.db, params.slug), params.id, body),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/shows/{slug}/overlays/{id}',
    may: 'edit',
    proof: false,
    within: { slug: 'show' },
    summary: 'Removes an overlay',
    params: overlayParamsSchema,
    handle: async ({ ctx, params }) => removeOverlay(ctx.db, await findShow(ctx.db, params.slug), params.id),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/shows/{slug}/overlays/{id}/address',
    may: 'edit',
    proof: false,
    within: { slug: 'show' },
    summary: 'Gives an overlay another address; the old one no longer works',
    params: overlayParamsSchema,
    answer: overlayMadeSchema,
    handle: async ({ ctx, params }) => renewAddress(ctx.db, await findShow(ctx.db, params.slug), params.id),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/shows/{slug}/overlays/{id}/alerts',
    may: 'read',
    summary: 'What an overlay is to show, and has shown, in the last day',
    params: overlayParamsSchema,
    answer: overlayAlertListSchema,
    handle: async ({ ctx, params }) => ({
      items: await listQueue(
        { view: ctx.db, db: ctx.database.db },
        await findShow(ctx.db, params.slug),
        params.id,
        ctx.now(),
      ),
      next_cursor: null,
    }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/shows/{slug}/overlays/{id}/alerts',
    may: 'edit',
    proof: false,
    within: { slug: 'show' },
    summary: 'Has an overlay show something once more, or a test',
    params: overlayParamsSchema,
    body: newOverlayAlertSchema,
    handle: async ({ ctx, params, body }) =>
      addAlert(ctx.db, await findShow(ctx.db, params.slug), params.id, body.again, ctx.now()),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/v1/shows/{slug}/overlays/{id}/alerts/{alert}',
    may: 'edit',
    proof: false,
    within: { slug: 'show' },
    summary: 'Lets an alert through, or skips it',
    params: alertParamsSchema,
    body: overlayAlertPatchSchema,
    handle: async ({ ctx, params, body }) =>
      moveAlert(ctx.db, await findShow(ctx.db, params.slug), params.id, params.alert, body.state, ctx.now()),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/shows/{slug}/overlay-media',
    may: 'read',
    summary: 'Pictures and sounds that a show put up for its overlays, and how much it may keep',
    params: slugParamsSchema,
    answer: overlayMediaSchema,
    handle: async ({ ctx, params }) => listMedia(ctx.db, await findShow(ctx.db, params.slug)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/shows/{slug}/overlay-media',
    may: 'edit',
    proof: false,
    within: { slug: 'show' },
    summary: 'Puts up a picture or a sound, whose file is the body',
    description:
      'What it is, its content tells. Pictures are JPEG, PNG, WebP, GIF or AVIF of at most 10 MB; they are made anew, small, as WebP, and move where a GIF or WebP does. Sounds are MP3, Ogg, WAV, FLAC or M4A of at most 30 seconds and 6 MB, and stay as they are.',
    params: slugParamsSchema,
    query: overlayMediumQuerySchema,
    consumes: ['application/octet-stream'],
    answer: overlayMediumSchema,
    status: 201,
    handle: async ({ ctx, params, query, req, res }) =>
      addMedium(ctx, await findShow(ctx.db, params.slug), { req, res, name: query.name }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/shows/{slug}/overlay-media/{id}',
    may: 'read',
    summary: 'A picture or sound of a show’s overlays',
    params: overlayParamsSchema,
    produces: ['image/webp', 'audio/mpeg', 'audio/ogg', 'audio/wav', 'audio/flac', 'audio/mp4'],
    handle: async ({ ctx, params, res }) =>
      sendMedium(ctx.db, await findShow(ctx.db, params.slug), params.id, res),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/shows/{slug}/overlay-media/{id}',
    may: 'edit',
    proof: false,
    within: { slug: 'show' },
    summary: 'Removes a picture or sound that no overlay names, with its file',
    params: overlayParamsSchema,
    handle: async ({ ctx, params }) => removeMedium(ctx.db, await findShow(ctx.db, params.slug), params.id),
  }),
]
