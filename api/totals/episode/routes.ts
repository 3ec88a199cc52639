import { idParamsSchema } from '#api/contract/common.ts'
import {
  episodeListQuerySchema,
  episodeListSchema,
  episodeMergeSchema,
  episodePatchSchema,
  episodeSchema,
  joinParamsSchema,
  newEpisodeSchema,
  slugParamsSchema,
} from '#api/contract/show.ts'
import { defineRoute } from '#api/http/route.ts'
import { addEpisode, changeEpisode } from '#api/show/episode/change-episode.ts'
import { findShow } from '#api/show/find-show.ts'
import { mergeEpisodes } from '#api/show/merge/merge-episodes.ts'
import { partEpisodes } from '#api/show/merge/part-episodes.ts'
import { listEpisodes } from '#api/totals/episode/list-episodes.ts'
import { readEpisode, readEpisodeWithSums } from '#api/totals/episode/read-episode.ts'

export const episodeRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/shows/{slug}/episodes',
    may: 'read',
    summary: "A show's episodes, the latest first",
    params: slugParamsSchema,
    query: episodeListQuerySchema,
    answer: episodeListSchema,
    errors: [422],
    handle: async ({ ctx, params, query }) => listEpisodes(ctx, await findShow(ctx.db, params.slug), query),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/shows/{slug}/episodes',
    may: 'edit',
    proof: false,
    within: { slug: 'show' },
    summary: 'Adds an episode by hand',
    params: slugParamsSchema,
    body: newEpisodeSchema,
    answer: episodeSchema,
    status: 201,
    handle: async ({ ctx, params, body, note }) => {
      const show = await findShow(ctx.db, params.slug)
      const { id } = await addEpisode(ctx.db, show.id, body)
      note({ made: id })
      return await readEpisode(ctx.view, id)
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/episodes/{id}',
    may: 'read',
    summary: 'An episode, with what its boosts and streams brought',
    params: idParamsSchema,
    answer: episodeSchema,
    errors: [422],
    handle: ({ ctx, params }) => readEpisodeWithSums(ctx, params.id),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/v1/episodes/{id}',
    may: 'edit',
    proof: false,
    within: { id: 'episode' },
    summary: "Corrects an episode's title or date, or says that it is a real one",
    params: idParamsSchema,
    body: episodePatchSchema,
    answer: episodeSchema,
    handle: async ({ ctx, params, body, note }) => {
      const { title, published_at, provisional } = await changeEpisode(ctx.db, params.id, body)
      note({ before: { title, published_at, provisional } })
      return await readEpisode(ctx.view, params.id)
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/episodes/{id}/merge',
    may: 'edit',
    proof: false,
    within: { id: 'episode', with: 'episode' },
    summary: 'Makes two episodes one',
    description:
      'The one already read on air, else the older, survives, whichever is named first; the other id stays good as an alias.',
    params: idParamsSchema,
    body: episodeMergeSchema,
    answer: episodeSchema,
    handle: async ({ ctx, params, body, note }) => {
      const survivor = await mergeEpisodes(ctx, params.id, body.with)
      note({ survivor })
      return await readEpisode(ctx.view, survivor)
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/episodes/{id}/joins/{join}',
    may: 'edit',
    proof: false,
    within: { id: 'episode' },
    summary: 'Undoes that two episodes became one',
    description:
      'The one that ended is there again, under its own id, with what belonged to it and what came meanwhile and names it. A live show is then joined by no rule again.',
    params: joinParamsSchema,
    answer: episodeSchema,
    handle: async ({ ctx, params, note }) => {
      const parted = await partEpisodes(ctx, params.id, params.join)
      note({ parted })
      return await readEpisode(ctx.view, parted)
    },
  }),
]
