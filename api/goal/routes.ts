import {
  goalListSchema,
  goalParamsSchema,
  goalPatchSchema,
  goalSchema,
  newGoalSchema,
} from '#api/contract/goal.ts'
import { slugParamsSchema } from '#api/contract/show.ts'
import { changeGoal, listGoals, makeGoal, readGoal, removeGoal } from '#api/goal/goals.ts'
import { defineRoute } from '#api/http/route.ts'
import { findShow } from '#api/show/find-show.ts'

export const goalRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/shows/{slug}/goals',
    may: 'read',
    summary: 'What a show saves for, and how far it has come',
    params: slugParamsSchema,
    answer: goalListSchema,
    handle: async ({ ctx, params }) => ({
      items: await listGoals(ctx.db, await findShow(ctx.db, params.slug), ctx.now(), ctx.database.db),
      next_cursor: null,
    }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/shows/{slug}/goals',
    may: 'edit',
    proof: false,
    within: { slug: 'show', episode: 'episode' },
    summary: 'Sets a goal for a show or an episode of it',
    params: slugParamsSchema,
    body: newGoalSchema,
    answer: goalSchema,
    status: 201,
    errors: [409],
    handle: async ({ ctx, params, body }) =>
      makeGoal(ctx.db, await findShow(ctx.db, params.slug), body, ctx.now()),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/v1/shows/{slug}/goals/{id}',
    may: 'edit',
    proof: false,
    within: { slug: 'show', episode: 'episode' },
    summary: 'Changes a goal; changed in more than its words, it runs anew',
    params: goalParamsSchema,
    body: goalPatchSchema,
    answer: goalSchema,
    handle: async ({ ctx, params, body, note }) => {
      const show = await findShow(ctx.db, params.slug)
      note({ before: await readGoal(ctx.db, show, params.id, ctx.now()) })
      return changeGoal(ctx.db, show, params.id, body, ctx.now())
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/shows/{slug}/goals/{id}',
    may: 'edit',
    proof: false,
    within: { slug: 'show' },
    summary: 'Removes a goal',
    params: goalParamsSchema,
    handle: async ({ ctx, params, note }) => {
      const show = await findShow(ctx.db, params.slug)
      note({ before: await readGoal(ctx.db, show, params.id, ctx.now()) })
      await removeGoal(ctx.db, show, params.id)
    },
  }),
]
