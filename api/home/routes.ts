import { homeQuerySchema, homeSchema, lookSchema, planRecordingSchema } from '#api/contract/home.ts'
import { slugParamsSchema } from '#api/contract/show.ts'
import { noteLook } from '#api/home/look.ts'
import { readHome } from '#api/home/read-home.ts'
import type { Actor } from '#api/http/actor.ts'
import { defineRoute } from '#api/http/route.ts'
import { findShow } from '#api/show/find-show.ts'

export const homeRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/home',
    may: 'read',
    summary:
      'What a host wants to know first: when the next recording is, and what is new since they last looked',
    query: homeQuerySchema,
    answer: homeSchema,
    handle: async ({ ctx, query, actor }) =>
      readHome(ctx.db, await findShow(ctx.db, query.show), personOf(actor), ctx.now()),
  }),
  defineRoute({
    method: 'put',
    path: '/api/v1/home/look',
    may: 'person',
    proof: false,
    within: { show: 'show' },
    summary: 'Says that who asks has the first page before them; half an hour later, what comes then is new',
    body: lookSchema,
    // It is about who looks, and changes nothing else.
    audit: 'none',
    handle: async ({ ctx, body, actor }) => {
      const { id } = await findShow(ctx.db, body.show)
      const person = personOf(actor)
      if (person !== null) await noteLook(ctx.db, person, id, ctx.now())
    },
  }),
  defineRoute({
    method: 'put',
    path: '/api/v1/shows/{slug}/recording',
    may: 'edit',
    proof: false,
    within: { slug: 'show' },
    summary: 'Says when the next recording is, once or again and again; null leaves it to the feed',
    params: slugParamsSchema,
    body: planRecordingSchema,
    answer: homeSchema,
    handle: async ({ ctx, params, body: { planned }, actor }) => {
      const show = await findShow(ctx.db, params.slug)
      if (planned === null)
        await ctx.db.deleteFrom('planned_recordings').where('show_id', '=', show.id).execute()
      else {
        const set = { at: planned.at, every_days: planned.every_days }
        await ctx.db
          .insertInto('planned_recordings')
          .values({ show_id: show.id, ...set })
          .onConflict((conflict) => conflict.column('show_id').doUpdateSet(set))
          .execute()
      }
      return readHome(ctx.view, show, personOf(actor), ctx.now())
    },
  }),
]

function personOf(actor: Actor | null): string | null {
  return actor?.kind === 'person' ? actor.id : null
}
