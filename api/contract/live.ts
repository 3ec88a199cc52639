import { z } from 'zod'
import { doingSchema, pressActionSchema } from '#api/contract/air/desk.ts'
import { idField, slugField } from '#api/contract/common.ts'

/**
 * A hint that something changed, sent to open pages: never the thing itself, so that a lost one costs nothing.
 * - changes: payments, boosts, supporters or shows; of these shows, or null for any
 * - segment: marks, order, notes or state of a segment
 * - place: what a host on air shows, for those who follow
 * - presence: that a screen of a segment is there, what it does, or that it is gone
 * - press: a button of a reading view that was pressed on a remote
 * - sources: the state of a source
 * - outgoing: what goes out, or was sent
 * - alert: pages that are to play sounds have one to play: see `GET /alerts/{id}`
 * - live-items: a show that its feed announces began or ended
 * - totals: totals were built
 * - overlay: what an overlay of this show shows, or whether it goes on
 */
export const liveEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('changes'), shows: z.array(slugField).nullable() }),
  z.object({ kind: z.literal('segment'), show: slugField, segment_id: idField }),
  z.object({
    kind: z.literal('place'),
    segment_id: idField,
    /** What is shown, as the reading view names it; null for a blank screen. */
    item: z.string().max(200).nullable(),
    person: z.string().max(200),
    device: z.string().max(100),
  }),
  z.object({
    kind: z.literal('presence'),
    segment_id: idField,
    person: z.string().max(200),
    device: z.string().max(100),
    doing: doingSchema,
    left: z.boolean(),
  }),
  z.object({
    kind: z.literal('press'),
    segment_id: idField,
    /** The reading view that is to do it. */
    device: z.string().max(100),
    action: pressActionSchema,
  }),
  z.object({ kind: z.literal('sources') }),
  z.object({
    kind: z.literal('outgoing'),
    /** Only the log moved on: who sends need not look. */
    is_log: z.boolean().optional(),
  }),
  z.object({ kind: z.literal('overlay'), show: slugField }),
  z.object({ kind: z.literal('live-items') }),
  z.object({ kind: z.literal('alert'), id: idField }),
  z.object({ kind: z.literal('totals'), shows: z.array(slugField).nullable() }),
])
export type LiveEvent = z.infer<typeof liveEventSchema>
