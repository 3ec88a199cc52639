import { z } from 'zod'
import type { SourceRun } from '#api/source/kind/source-kind.ts'
import type { LnbitsSettings } from '#api/source/lnbits/settings.ts'

export const lnbitsCursorSchema = z.object({
  /** LNbits' id of the wallet. */
  wallet: z.string().nullable().default(null),
  /** How many payments of the history, oldest first, were read. */
  listed: z.int().min(0).default(0),
  /** The history was read to its end once. */
  isListed: z.boolean().default(false),
  /** Whatever changed up to this time of LNbits' clock (epoch ms) is recorded, or comes with the history; null: not known yet. */
  seen: z.number().nullable().default(null),
})
export type LnbitsCursor = z.infer<typeof lnbitsCursorSchema>

export type LnbitsRun = SourceRun<LnbitsSettings, LnbitsCursor>

/** The later of two, part by part. */
export function laterLnbitsCursor(one: LnbitsCursor, other: LnbitsCursor): LnbitsCursor {
  return {
    wallet: one.wallet ?? other.wallet,
    listed: Math.max(one.listed, other.listed),
    isListed: one.isListed || other.isListed,
    seen:
      one.seen === null || other.seen === null ? (one.seen ?? other.seen) : Math.max(one.seen, other.seen),
  }
}
