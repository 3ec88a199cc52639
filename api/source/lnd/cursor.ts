import { z } from 'zod'
import type { SourceRun } from '#api/source/kind/source-kind.ts'
import type { LndSettings } from '#api/source/lnd/settings.ts'

/** An invoice that is remembered, to know the wallet again. */
const markSchema = z.object({ add_index: z.int(), hash: z.string(), settle_index: z.int() })
export type Mark = z.infer<typeof markSchema>

/** Raised where invoices can be read that were passed by before: the history is then listed once more. 1: spontaneous AMP. */
export const LND_CURSOR_VERSION = 1

export const lndCursorSchema = z.object({
  /** Which version listed the history; 0.1.0 noted none. */
  version: z.int().min(0).default(0),
  /** Up to here the list of invoices was read, by add index. */
  add_index: z.int().min(0).default(0),
  /** The list was read to its end once; what settles later comes by settle index. */
  listed: z.boolean().default(false),
  /** Everything that was settled up to here is recorded; null: not known yet where to begin. */
  settle_index: z.int().min(0).nullable().default(null),
  first: markSchema.nullable().default(null),
  last: markSchema.nullable().default(null),
})
export type LndCursor = z.infer<typeof lndCursorSchema>

export type LndRun = SourceRun<LndSettings, LndCursor>

/**
 * The later of two, part by part, so that listing and following move it independently. How far the history is listed counts
 * for the newer version alone.
 */
export function laterLndCursor(one: LndCursor, other: LndCursor): LndCursor {
  const version = Math.max(one.version, other.version)
  const listings = [one, other].filter((cursor) => cursor.version === version)
  return {
    version,
    add_index: Math.max(...listings.map(({ add_index }) => add_index)),
    listed: listings.some(({ listed }) => listed),
    settle_index:
      one.settle_index === null || other.settle_index === null
        ? (one.settle_index ?? other.settle_index)
        : Math.max(one.settle_index, other.settle_index),
    first: pick(one.first, other.first, (a, b) => a.add_index <= b.add_index),
    last: pick(one.last, other.last, (a, b) => a.settle_index >= b.settle_index),
  }
}

function pick(one: Mark | null, other: Mark | null, keep: (one: Mark, other: Mark) => boolean): Mark | null {
  if (one === null || other === null) return one ?? other
  return keep(one, other) ? one : other
}
