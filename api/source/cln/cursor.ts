import { z } from 'zod'
import type { ClnSettings } from '#api/source/cln/settings.ts'
import type { SourceRun } from '#api/source/kind/source-kind.ts'

/** An invoice that is remembered, to know the node again. */
const markSchema = z.object({ pay_index: z.int(), hash: z.string() })

export const clnCursorSchema = z.object({
  /** Every invoice that was paid up to this index is recorded, or comes with the history; null: not known yet where to begin. */
  pay_index: z.int().min(0).nullable().default(null),
  /** Up to here the list of invoices was read, by the order in which they were made. */
  created_index: z.int().min(0).default(0),
  /** The list was read to its end once. */
  isListed: z.boolean().default(false),
  /** The last that was recorded as it was paid. */
  last: markSchema.nullable().default(null),
})
export type ClnCursor = z.infer<typeof clnCursorSchema>

export type ClnRun = SourceRun<ClnSettings, ClnCursor>

/** The later of two, part by part, so that listing and following move it independently. */
export function laterClnCursor(one: ClnCursor, other: ClnCursor): ClnCursor {
  return {
    pay_index:
      one.pay_index === null || other.pay_index === null
        ? (one.pay_index ?? other.pay_index)
        : Math.max(one.pay_index, other.pay_index),
    created_index: Math.max(one.created_index, other.created_index),
    isListed: one.isListed || other.isListed,
    last: (one.last?.pay_index ?? -1) >= (other.last?.pay_index ?? -1) ? one.last : other.last,
  }
}
