import { feedStateSchema, recipientLinkSchema } from '#api/contract/feed.ts'
import { liveItemListSchema } from '#api/contract/live-item.ts'
import { newShowSchema, showSchema, slugParamsSchema } from '#api/contract/show.ts'
import { AppError } from '#api/errors.ts'
import { defineRoute } from '#api/http/route.ts'
import { findShow } from '#api/show/find-show.ts'
import { readShow } from '#api/show/read-show.ts'
import { addShow } from '#api/source/feed/add-show.ts'
import { linkRecipient } from '#api/source/feed/link-recipient.ts'
import { listLive } from '#api/source/feed/list-live.ts'
import { readFeedState } from '#api/source/feed/read-feed-state.ts'
import { LARGEST_FEED, refreshFeed } from '#api/source/feed/refresh-feed.ts'

export const feedRoutes = [
  defineRoute({
    method: 'post',
    path: '/api/v1/shows',
    may: 'edit',
    proof: false,
    summary: 'Adds a show, before anybody has paid it',
    description:
      'By the address of its feed, by the feed’s text, or by a title alone. Title, episodes and the value block come from the feed; a show that payments have named already is kept.',
    body: newShowSchema,
    bodyLimit: LARGEST_FEED,
    answer: showSchema,
    status: 201,
    handle: async ({ ctx, body, note }) => {
      const slug = await addShow(ctx, body)
      note({ show: slug })
      return await readShow(ctx.db, slug)
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/shows/{slug}/feed',
    may: 'read',
    summary: 'What is known of a show’s feed, and whom its value block pays',
    params: slugParamsSchema,
    answer: feedStateSchema,
    handle: ({ ctx, params }) => readFeedState(ctx.db, params.slug),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/shows/{slug}/live',
    may: 'read',
    summary: 'Live shows that the feed announces, with what was sent during them',
    params: slugParamsSchema,
    answer: liveItemListSchema,
    handle: ({ ctx, params }) => listLive(ctx, params.slug),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/shows/{slug}/feed/refresh',
    may: 'edit',
    proof: false,
    within: { slug: 'show' },
    summary: 'Fetches the show’s feed now',
    description:
      'Answers when it is taken over; where it cannot be fetched, the answer says why in `problem`.',
    params: slugParamsSchema,
    answer: feedStateSchema,
    handle: async ({ ctx, params }) => {
      const { id: show_id, feed_url: url } = await findShow(ctx.db, params.slug)
      if (url === null)
        throw new AppError('unprocessable', 'This show has no feed yet. Give its address first.')
      await refreshFeed(ctx, { show_id, url }, true)
      return readFeedState(ctx.view, params.slug)
    },
  }),
  defineRoute({
    method: 'put',
    path: '/api/v1/shows/{slug}/feed/link',
    may: 'edit',
    proof: false,
    summary: 'Says which wallet a recipient of the value block is',
    description: 'Shares follow, of every show that pays it, and open claims are judged.',
    params: slugParamsSchema,
    body: recipientLinkSchema,
    answer: feedStateSchema,
    handle: async ({ ctx, params, body }) => {
      await linkRecipient(ctx, params.slug, body)
      return readFeedState(ctx.db, params.slug)
    },
  }),
]
