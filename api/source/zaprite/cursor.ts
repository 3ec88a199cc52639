import { z } from 'zod'
import type { SourceRun } from '#api/source/kind/source-kind.ts'
import type { ZapriteSettings } from '#api/source/zaprite/settings.ts'

export const zapriteCursorSchema = z.object({
  /** What was paid in bitcoin is left out; once it is to count, everything is listed anew, in the next round. */
  leavesBitcoin: z.boolean().default(false),
  round: z.int().default(0),
  /** Zaprite's id of the organization. */
  org: z.string().nullable().default(null),
  /** How many pages of the history, in order of payment, were read. */
  pages: z.int().min(0).default(0),
  /** The history was read to its end once. */
  isListed: z.boolean().default(false),
  /** Whatever was paid up to this time (epoch ms) is recorded, or comes with the history; null: not known yet. */
  seen: z.number().nullable().default(null),
})
export type ZapriteCursor = z.infer<typeof zapriteCursorSchema>

export type ZapriteRun = SourceRun<ZapriteSettings, ZapriteCursor>

/** The later of two, part by part; nothing of a former round. */
export function laterZapriteCursor(one: ZapriteCursor, other: ZapriteCursor): ZapriteCursor {
  if (one.round !== other.round) return one.round > other.round ? one : other
  return {
    leavesBitcoin: one.leavesBitcoin || other.leavesBitcoin,
    round: one.round,
    org: one.org ?? other.org,
    pages: Math.max(one.pages, other.pages),
    isListed: one.isListed || other.isListed,
    seen:
      one.seen === null || other.seen === null ? (one.seen ?? other.seen) : Math.max(one.seen, other.seen),
  }
}
