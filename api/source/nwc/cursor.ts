import { z } from 'zod'
import { laterMadeCursor, madeCursorSchema } from '#api/source/kind/list-by-making.ts'
import type { SourceRun } from '#api/source/kind/source-kind.ts'
import type { NwcSettings } from '#api/source/nwc/settings.ts'

export const nwcCursorSchema = madeCursorSchema.extend({
  /** The node behind the wallet, where it says so. */
  node: z.string().nullable().default(null),
  /** Whether it ever gave another time for a payment than that of its invoice: its times are those of payment. */
  timed: z.boolean().default(false),
})
export type NwcCursor = z.infer<typeof nwcCursorSchema>

export type NwcRun = SourceRun<NwcSettings, NwcCursor>

/** The later of two, part by part. */
export function laterNwcCursor(one: NwcCursor, other: NwcCursor): NwcCursor {
  return {
    ...laterMadeCursor(one, other),
    node: one.node ?? other.node,
    timed: one.timed || other.timed,
  }
}
