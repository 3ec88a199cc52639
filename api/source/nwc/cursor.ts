import { z } from 'zod'
import type { SourceRun } from '#api/source/kind/source-kind.ts'
import type { NwcSettings } from '#api/source/nwc/settings.ts'

export const nwcCursorSchema = z.object({
  /** Everything up to this time (epoch seconds) was listed; null: the history is yet to be read. */
  seen: z.int().nullable().default(null),
  /** When reading the history began, and how many transactions of it, newest first, were read. */
  began: z.int().nullable().default(null),
  offset: z.int().min(0).default(0),
  /** The node behind the wallet, where it says so. */
  node: z.string().nullable().default(null),
  /** Whether it ever gave another time for a payment than that of its invoice: its times are those of payment. */
  timed: z.boolean().default(false),
})
export type NwcCursor = z.infer<typeof nwcCursorSchema>

export type NwcRun = SourceRun<NwcSettings, NwcCursor>

/** The later of two, part by part; when the history was begun is the earlier, for from there on the rest is listed. */
export function laterNwcCursor(one: NwcCursor, other: NwcCursor): NwcCursor {
  return {
    seen: choose(one.seen, other.seen, Math.max),
    began: choose(one.began, other.began, Math.min),
    offset: Math.max(one.offset, other.offset),
    node: one.node ?? other.node,
    timed: one.timed || other.timed,
  }
}

function choose(one: number | null, other: number | null, pick: (one: number, other: number) => number) {
  return one === null || other === null ? (one ?? other) : pick(one, other)
}
