import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Context } from '#api/context.ts'
import { idField, slugField } from '#api/contract/common.ts'
import {
  oembedQuerySchema,
  oembedSchema,
  ownPageLinkSchema,
  publicEpisodeSchema,
  publicFindQuerySchema,
  publicFoundSchema,
  publicMessagePageSchema,
  publicMessagesQuerySchema,
  publicMessagesSchema,
  publicSettingsPatchSchema,
  publicSettingsSchema,
  publicShowListSchema,
  publicShowSchema,
  publicSupporterSchema,
  publicYearParamsSchema,
  publicYearSchema,
} from '#api/contract/public.ts'
import { slugParamsSchema } from '#api/contract/show.ts'
import { defineRoute } from '#api/http/route.ts'
import { readOEmbed } from '#api/public/embed/oembed.ts'
import { makeOwnPageLink } from '#api/public/own/own-page.ts'
import { findPublicShow } from '#api/public/read/find-public-show.ts'
import { findPublicSupporters } from '#api/public/read/find-supporters.ts'
import { pageMessages } from '#api/public/read/list-messages.ts'
import { listPublicShows } from '#api/public/read/list-public-shows.ts'
import { readPublicEpisode } from '#api/public/read/read-episode.ts'
import { readPublicMessage } from '#api/public/read/read-message.ts'
import { readPublicShow } from '#api/public/read/read-show.ts'
import { readPublicSupporter } from '#api/public/read/read-supporter.ts'
import { readPublicYear } from '#api/public/read/read-year.ts'
import { ownOriginOf, plainPath } from '#api/public/serve/address.ts'
import { allowEverySite, sendPage } from '#api/public/serve/page-cache.ts'
import { changePublicSettings } from '#api/public/settings/change-settings.ts'
import { readPublicSettings } from '#api/public/settings/read-settings.ts'
import { findShow } from '#api/show/find-show.ts'

const oneParams = z.object({ slug: slugField, id: idField })

export const publicRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/public/shows',
    may: 'public',
    summary: 'The shows that publish their support',
    describes: { answer: publicShowListSchema },
    errors: [429],
    handle: ({ ctx, req, res }) =>
      send(ctx, req, res, async () => ({ items: await listPublicShows(ctx.db), next_cursor: null })),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/public/shows/{slug}',
    may: 'public',
    summary: 'What a show publishes of its support',
    params: slugParamsSchema,
    describes: { answer: publicShowSchema },
    errors: [429],
    handle: ({ ctx, req, res, params }) => send(ctx, req, res, () => readPublicShow(ctx, params.slug)),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/public/shows/{slug}/episodes/{id}',
    may: 'public',
    summary: 'What a show publishes of an episode',
    params: oneParams,
    describes: { answer: publicEpisodeSchema },
    errors: [429],
    handle: ({ ctx, req, res, params }) =>
      send(ctx, req, res, () => readPublicEpisode(ctx, params.slug, params.id)),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/public/shows/{slug}/years/{year}',
    may: 'public',
    summary: 'A year of a show in what it publishes of it',
    params: publicYearParamsSchema,
    describes: { answer: publicYearSchema },
    errors: [429],
    handle: ({ ctx, req, res, params }) =>
      send(ctx, req, res, () => readPublicYear(ctx, params.slug, params.year)),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/public/shows/{slug}/messages',
    may: 'public',
    summary: 'The messages that a show publishes, the latest first',
    params: slugParamsSchema,
    query: publicMessagesQuerySchema,
    describes: { answer: publicMessagesSchema },
    errors: [429],
    handle: ({ ctx, req, res, params, query: { limit, cursor = '0' } }) =>
      send(
        ctx,
        req,
        res,
        async () => {
          const { show, privacy } = await findPublicShow(ctx.db, params.slug)
          const offset = Number(cursor)
          const { messages, total } = await pageMessages(ctx.db, privacy, { showId: show.id, limit, offset })
          const next = offset + messages.length
          return { slug: show.slug, items: messages, next_cursor: next < total ? String(next) : null }
        },
        `${limit} ${Number(cursor)} `,
      ),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/public/oembed',
    may: 'public',
    summary: 'What a site shows for an address of a public page, as oEmbed has it',
    query: oembedQuerySchema,
    answer: oembedSchema,
    errors: [404, 421, 429],
    handle: async ({ ctx, req, res, query }) => {
      allowEverySite(res)
      await holdBack(ctx, req, res)
      return readOEmbed(ctx, query, ownOriginOf(req, ctx.config))
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/public/shows/{slug}/messages/{id}',
    may: 'public',
    summary: 'One message that a show publishes',
    params: oneParams,
    describes: { answer: publicMessagePageSchema },
    errors: [429],
    handle: ({ ctx, req, res, params }) =>
      send(ctx, req, res, () => readPublicMessage(ctx, params.slug, params.id)),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/public/shows/{slug}/supporters',
    may: 'public',
    summary: 'Supporters by a part of their name, where the show names them',
    params: slugParamsSchema,
    query: publicFindQuerySchema,
    answer: publicFoundSchema,
    errors: [429],
    handle: async ({ ctx, req, res, params, query }) => {
      allowEverySite(res)
      await holdBack(ctx, req, res)
      return findPublicSupporters(ctx, params.slug, query.name)
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/public/shows/{slug}/supporters/{id}',
    may: 'public',
    summary: 'A supporter’s own page, where the show has such pages',
    params: oneParams,
    describes: { answer: publicSupporterSchema },
    errors: [429],
    handle: ({ ctx, req, res, params }) =>
      send(ctx, req, res, () => readPublicSupporter(ctx, params.slug, params.id)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/shows/{slug}/supporters/{id}/page-link',
    may: 'edit',
    proof: false,
    within: { slug: 'show', id: 'supporter' },
    summary: 'Makes the link by which a supporter says whether they want a page of their own',
    description: 'A link that was made before no longer works; what they said by it stays.',
    params: oneParams,
    answer: ownPageLinkSchema,
    handle: async ({ ctx, params }) =>
      makeOwnPageLink(ctx.db, await findShow(ctx.db, params.slug), params.id),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/shows/{slug}/public-settings',
    may: 'read',
    summary: 'What a show publishes once it is public',
    params: slugParamsSchema,
    answer: publicSettingsSchema,
    handle: async ({ ctx, params }) => readPublicSettings(ctx.db, (await findShow(ctx.db, params.slug)).id),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/v1/shows/{slug}/public-settings',
    may: 'edit',
    proof: false,
    within: { slug: 'show' },
    summary: 'Changes what a show publishes',
    params: slugParamsSchema,
    body: publicSettingsPatchSchema,
    answer: publicSettingsSchema,
    handle: async ({ ctx, params, body, note }) => {
      const show = await findShow(ctx.db, params.slug)
      note({ before: await readPublicSettings(ctx.db, show.id) })
      return changePublicSettings(ctx.db, show.id, body)
    },
  }),
]

/** Counts a reader. @throws AppError too-many-requests */
async function holdBack(ctx: Context, req: Request, res: Response): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    ctx.limitReaders(req, res, (error?: unknown) => (error ? reject(error) : resolve()))
  })
}

/** Answers with data that is made once for all who ask; any site may read it. */
async function send(
  ctx: Context,
  req: Request,
  res: Response,
  make: () => Promise<{ slug?: string; show?: { slug: string }; items?: unknown }>,
  of = '',
): Promise<void> {
  allowEverySite(res)
  await holdBack(ctx, req, res)
  const kept = await ctx.pages.get(of + plainPath(req), async () => {
    const made = await make()
    const show = made.show?.slug ?? made.slug ?? null
    return { type: 'application/json; charset=utf-8', text: JSON.stringify(made), show }
  })
  await sendPage(req, res, kept)
}
