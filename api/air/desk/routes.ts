import { asHost } from '#api/air/actor.ts'
import { putCue } from '#api/air/desk/put-cue.ts'
import { findSegment } from '#api/air/segment/find-segment.ts'
import { presenceSchema, pressAnswerSchema, pressSchema } from '#api/contract/air/desk.ts'
import { cueAnswerSchema, putCueSchema } from '#api/contract/air/plan.ts'
import { idParamsSchema } from '#api/contract/common.ts'
import { AppError } from '#api/errors.ts'
import { defineRoute } from '#api/http/route.ts'
import { notifyLive } from '#api/live/notify-live.ts'

/** What the screens around a microphone say to each other. */
export const deskRoutes = [
  defineRoute({
    method: 'put',
    path: '/api/v1/segments/{id}/cue',
    may: 'edit',
    proof: false,
    within: { id: 'segment' },
    summary: 'Says a line to whoever reads, or takes it away',
    params: idParamsSchema,
    body: putCueSchema,
    answer: cueAnswerSchema,
    // Gone as soon as it is seen.
    audit: 'none',
    handle: async ({ ctx, params, body, actor }) => ({
      cue: await putCue(ctx.db, params.id, body.text, { host: asHost(actor), now: ctx.now() }),
    }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/segments/{id}/presence',
    may: 'edit',
    proof: false,
    within: { id: 'segment' },
    summary: 'Tells the other screens of a segment that one is there, and what it does',
    params: idParamsSchema,
    body: presenceSchema,
    audit: 'none',
    handle: async ({ ctx, params, body, actor }) => {
      const { id } = await findSegment(ctx.db, params.id)
      const person = asHost(actor).name.slice(0, 200)
      await notifyLive(ctx.db, { kind: 'presence', segment_id: id, person, ...body })
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/segments/{id}/press',
    may: 'edit',
    proof: false,
    within: { id: 'segment' },
    summary: 'Presses a button of the reading view on another device, as a remote does',
    params: idParamsSchema,
    body: pressSchema,
    answer: pressAnswerSchema,
    // What comes of it is a mark or a step, kept as such.
    audit: 'none',
    handle: async ({ ctx, params, body: { screen, action } }) => {
      const { id, place } = await findSegment(ctx.db, params.id)
      const device = screen ?? place?.device
      if (device === undefined)
        throw new AppError('conflict', 'Nobody reads yet. Open the reading view first, then try again.')
      await notifyLive(ctx.db, { kind: 'press', segment_id: id, device, action })
      return { screen: device, place }
    },
  }),
]
