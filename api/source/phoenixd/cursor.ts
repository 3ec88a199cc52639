import { z } from 'zod'
import type { SourceRun } from '#api/source/kind/source-kind.ts'
import type { PhoenixdSettings } from '#api/source/phoenixd/settings.ts'

export const phoenixdCursorSchema = z.object({
  /** The node's public key. */
  node: z.string().nullable().default(null),
  /** Up to when (epoch ms of its clock) the history reaches; null: not begun. */
  began: z.int().nullable().default(null),
  /** How much of it, newest first, was read. */
  offset: z.int().min(0).default(0),
  /** Everything that was received up to here (epoch ms) was listed; null: the history is yet to be read. */
  seen: z.int().nullable().default(null),
})
export type PhoenixdCursor = z.infer<typeof phoenixdCursorSchema>

export type PhoenixdRun = SourceRun<PhoenixdSettings, PhoenixdCursor>

/** The later of two, part by part; where the history ends is the earlier, for behind that the rest is looked for. */
export function laterPhoenixdCursor(one: PhoenixdCursor, other: PhoenixdCursor): PhoenixdCursor {
  return {
    node: one.node ?? other.node,
    began: choose(one.began, other.began, Math.min),
    offset: Math.max(one.offset, other.offset),
    seen: choose(one.seen, other.seen, Math.max),
  }
}

function choose(one: number | null, other: number | null, pick: (one: number, other: number) => number) {
  return one === null || other === null ? (one ?? other) : pick(one, other)
}
