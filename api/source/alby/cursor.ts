import { z } from 'zod'
import type { AlbySettings } from '#api/source/alby/settings.ts'
import type { SourceRun } from '#api/source/kind/source-kind.ts'

export const albyCursorSchema = z.object({
  /** When reading the history began (epoch seconds), and how many pages of it, newest first, were read. */
  began: z.int().nullable().default(null),
  page: z.int().min(0).default(0),
  /** Everything that was settled up to here was listed (epoch seconds); null: the history is yet to be read. */
  seen: z.int().nullable().default(null),
})
export type AlbyCursor = z.infer<typeof albyCursorSchema>

export type AlbyRun = SourceRun<AlbySettings, AlbyCursor>

/** The later of two, part by part; when the history was begun is the earlier, for from there on the rest is listed. */
export function laterAlbyCursor(one: AlbyCursor, other: AlbyCursor): AlbyCursor {
  return {
    began: choose(one.began, other.began, Math.min),
    page: Math.max(one.page, other.page),
    seen: choose(one.seen, other.seen, Math.max),
  }
}

function choose(one: number | null, other: number | null, pick: (one: number, other: number) => number) {
  return one === null || other === null ? (one ?? other) : pick(one, other)
}
