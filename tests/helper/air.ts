import { randomUUID } from 'node:crypto'
import { applyMarks } from '#api/air/mark/apply-marks.ts'
import { segmentAsJson } from '#api/air/read/segment-as-json.ts'
import { findSegment, openSegmentOf } from '#api/air/segment/find-segment.ts'
import type { SectionKind } from '#api/contract/air/item.ts'
import type { Mark, MarkSet } from '#api/contract/air/mark.ts'
import type { BoostSection, SegmentBoost } from '#api/contract/air/section.ts'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import { findShowBySlug } from '#api/show/find-show.ts'
import { makeReport, recordPayments } from '#tests/helper/record-payments.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

export const HOST = { id: '01900000-0000-7000-8000-000000000001', name: 'chris' }
export const SHOW = 'linux-unplugged'
/** As if somebody had first looked then: nothing of the tests is left out of a first segment. */
const BEFORE_ALL = new Date('2010-01-01T00:00:00Z')

/** Records a boost of so many sats of a sender. @returns its id */
export async function boost(
  ctx: TestContext,
  sender: string,
  sats: number,
  over: { message?: string; settled_at?: string; episode?: string } & Record<string, unknown> = {},
): Promise<string> {
  const { message, episode, ...rest } = over
  const [outcome] = await recordPayments(
    ctx.db,
    makeReport({
      settled_at: '2026-11-22T20:00:00Z',
      amount_msat: sats * 1000,
      boostagram: {
        sender_name: sender,
        ...(message === undefined ? {} : { message }),
        ...(episode === undefined ? {} : { episode }),
      },
      ...rest,
    }),
  )
  if (!outcome?.boost_id) throw new Error('No boost')
  return outcome.boost_id
}

/** The show's open segment as hosts see it. */
export async function current(ctx: TestContext, slug = SHOW): Promise<SegmentJson> {
  const show = await findShowBySlug(ctx.db, slug)
  if (!show) throw new Error('No show')
  return segmentAsJson(ctx.db, await openSegmentOf(ctx.db, show, BEFORE_ALL), { now: ctx.now() })
}

/** Any segment as hosts see it. */
export async function segment(ctx: TestContext, id: string): Promise<SegmentJson> {
  return segmentAsJson(ctx.db, await findSegment(ctx.db, id), { now: ctx.now() })
}

/** A mark as a device sends it. */
export function makeMark(boost_id: string, set: MarkSet, over: Partial<Mark> = {}): Mark {
  return { op_id: randomUUID(), boost_id, set, undo: null, seen_version: null, elapsed_ms: null, ...over }
}

/** Marks boosts in the open segment, or another. */
export async function mark(ctx: TestContext, marks: Mark[], segmentId?: string) {
  const id = segmentId ?? (await current(ctx)).id
  return applyMarks(ctx.db, id, marks, { host: HOST, now: ctx.now() })
}

export function section(json: SegmentJson, kind: SectionKind): BoostSection {
  const found = json.sections.find((one) => one.kind === kind)
  if (!found || found.kind === 'streams') throw new Error(`No section ${kind}`)
  return found
}

/** The running order: the names of each section. */
export function order(json: SegmentJson): Record<string, string[]> {
  return Object.fromEntries(
    json.sections.flatMap((one) =>
      one.kind === 'streams' ? [] : [[one.kind, one.groups.map((group) => group.supporter.name)]],
    ),
  )
}

export function boostsOf(json: SegmentJson): SegmentBoost[] {
  return json.sections.flatMap((one) =>
    one.kind === 'streams' ? [] : one.groups.flatMap((group) => group.boosts),
  )
}

export function boostIn(json: SegmentJson, id: string): SegmentBoost {
  const found = boostsOf(json).find((one) => one.id === id)
  if (!found) throw new Error(`No boost ${id} in the segment`)
  return found
}
