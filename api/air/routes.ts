import { asHost } from '#api/air/actor.ts'
import { applyMarks } from '#api/air/mark/apply-marks.ts'
import { marksSince } from '#api/air/mark/marks-since.ts'
import { segmentAsJson } from '#api/air/read/segment-as-json.ts'
import { putPlace } from '#api/air/recording/put-place.ts'
import { setRecording } from '#api/air/recording/set-recording.ts'
import { patchSegment, takeOlder } from '#api/air/segment/change-segment.ts'
import { closeSegment } from '#api/air/segment/close-segment.ts'
import { findSegment, openSegmentOf } from '#api/air/segment/find-segment.ts'
import { listOlder, listSegments } from '#api/air/segment/list-segments.ts'
import { reopenSegment } from '#api/air/segment/reopen-segment.ts'
import type { Context } from '#api/context.ts'
import { marksAnswerSchema, marksQuerySchema, marksSchema, marksSinceSchema } from '#api/contract/air/mark.ts'
import { placeSchema, putPlaceSchema } from '#api/contract/air/place.ts'
import { setRecordingSchema } from '#api/contract/air/recording.ts'
import {
  closeSegmentSchema,
  currentSegmentQuerySchema,
  olderListSchema,
  olderQuerySchema,
  reopenSegmentSchema,
  type SegmentJson,
  segmentListQuerySchema,
  segmentListSchema,
  segmentPatchSchema,
  segmentSchema,
  takeOlderSchema,
} from '#api/contract/air/segment.ts'
import { idParamsSchema } from '#api/contract/common.ts'
import { defineRoute } from '#api/http/route.ts'
import { findShow } from '#api/show/find-show.ts'

export const airRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/segments',
    may: 'read',
    summary: 'The closed segments of a show, newest first',
    query: segmentListQuerySchema,
    answer: segmentListSchema,
    handle: async ({ ctx, query }) => listSegments(ctx.db, await findShow(ctx.db, query.show), query),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/segments/current',
    may: 'read',
    summary: 'The open segment of a show, in its running order',
    query: currentSegmentQuerySchema,
    answer: segmentSchema,
    handle: async ({ ctx, query }) => {
      const segment = await openSegmentOf(ctx.db, await findShow(ctx.db, query.show), ctx.now())
      return segmentAsJson(ctx.db, segment, { now: ctx.now() })
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/segments/{id}',
    may: 'read',
    summary: 'A segment: an open one as it is now, a closed one as it was read',
    params: idParamsSchema,
    answer: segmentSchema,
    handle: ({ ctx, params }) => answerSegment(ctx, params.id),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/v1/segments/{id}',
    may: 'edit',
    proof: false,
    within: { id: 'segment' },
    summary: 'Moves the floor of an open segment, plans it, names one, or says that a closed one is out',
    params: idParamsSchema,
    body: segmentPatchSchema,
    answer: segmentSchema,
    handle: async ({ ctx, params, body }) => {
      await patchSegment(ctx.db, params.id, body, ctx.now())
      return answerSegment(ctx, params.id)
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/segments/{id}/close',
    may: 'edit',
    proof: false,
    within: { id: 'segment' },
    summary: 'Closes a segment as it was read, and opens the next',
    params: idParamsSchema,
    body: closeSegmentSchema,
    answer: segmentSchema,
    handle: async ({ ctx, params, body }) =>
      answerSegment(ctx, await closeSegment(ctx.db, params.id, body, ctx.now())),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/segments/{id}/reopen',
    may: 'edit',
    proof: false,
    within: { id: 'segment' },
    summary: 'Opens the last closed segment again',
    params: idParamsSchema,
    body: reopenSegmentSchema,
    answer: segmentSchema,
    handle: async ({ ctx, params, body }) => {
      await reopenSegment(ctx.db, params.id, body.merge)
      return answerSegment(ctx, params.id)
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/segments/{id}/older',
    may: 'read',
    summary: 'Boosts recorded since the segment was opened, and sent before its floor',
    params: idParamsSchema,
    query: olderQuerySchema,
    answer: olderListSchema,
    handle: async ({ ctx, params, query }) => listOlder(ctx.db, await findSegment(ctx.db, params.id), query),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/segments/{id}/older',
    may: 'edit',
    proof: false,
    within: { id: 'segment', boosts: 'boost' },
    summary: 'Takes older boosts into the segment',
    params: idParamsSchema,
    body: takeOlderSchema,
    answer: segmentSchema,
    handle: async ({ ctx, params, body }) => {
      await takeOlder(ctx.db, params.id, body.boosts)
      return answerSegment(ctx, params.id)
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/segments/{id}/marks',
    may: 'read',
    summary: 'What was marked since a revision',
    params: idParamsSchema,
    query: marksQuerySchema,
    answer: marksSinceSchema,
    handle: async ({ ctx, params, query }) =>
      marksSince(ctx.db, await findSegment(ctx.db, params.id), query.after),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/segments/{id}/marks',
    may: 'edit',
    proof: false,
    within: { id: 'segment' },
    summary: 'Marks boosts as read, held, skipped, starred, noted or moved; the same operation counts once',
    params: idParamsSchema,
    body: marksSchema,
    bodyLimit: 4 * 1024 * 1024,
    answer: marksAnswerSchema,
    // Marks are a log of their own: each is kept, with who made it and when.
    audit: 'none',
    handle: ({ ctx, params, body, actor }) =>
      applyMarks(ctx.db, params.id, body, { host: asHost(actor), now: ctx.now() }),
  }),
  defineRoute({
    method: 'put',
    path: '/api/v1/segments/{id}/place',
    may: 'edit',
    proof: false,
    within: { id: 'segment' },
    summary: 'Says what a host shows, for those who follow and for chapters',
    params: idParamsSchema,
    body: putPlaceSchema,
    answer: placeSchema,
    // Every step is kept by itself.
    audit: 'none',
    handle: ({ ctx, params, body, actor }) =>
      putPlace(ctx.db, params.id, body, { host: asHost(actor), now: ctx.now() }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/segments/{id}/recording',
    may: 'edit',
    proof: false,
    within: { id: 'segment' },
    summary: 'Starts, moves, pauses or forgets the clock of the recording: chapters are counted from it',
    description: 'A recording cannot have begun in the future. Only a clock that was started is paused.',
    params: idParamsSchema,
    body: setRecordingSchema,
    answer: segmentSchema,
    handle: async ({ ctx, params, body }) => {
      await setRecording(ctx.db, params.id, body, ctx.now())
      return answerSegment(ctx, params.id)
    },
  }),
]

async function answerSegment(ctx: Context, id: string): Promise<SegmentJson> {
  return segmentAsJson(ctx.view, await findSegment(ctx.view, id), { now: ctx.now() })
}
