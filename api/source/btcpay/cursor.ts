import { z } from 'zod'
import type { BtcpaySettings } from '#api/source/btcpay/settings.ts'
import type { SourceRun } from '#api/source/kind/source-kind.ts'

export const btcpayCursorSchema = z.object({
  /** When reading the history began (epoch seconds), and how many invoices of it, newest first, were read. */
  began: z.int().nullable().default(null),
  offset: z.int().min(0).default(0),
  /** Everything that came up to here was listed (epoch seconds); null: the history is yet to be read. */
  seen: z.int().nullable().default(null),
})
export type BtcpayCursor = z.infer<typeof btcpayCursorSchema>

export type BtcpayRun = SourceRun<BtcpaySettings, BtcpayCursor>

/** The later of two, part by part; when the history was begun is the earlier, for from there on the rest is listed. */
export function laterBtcpayCursor(one: BtcpayCursor, other: BtcpayCursor): BtcpayCursor {
  return {
    began: choose(one.began, other.began, Math.min),
    offset: Math.max(one.offset, other.offset),
    seen: choose(one.seen, other.seen, Math.max),
  }
}

function choose(one: number | null, other: number | null, pick: (one: number, other: number) => number) {
  return one === null || other === null ? (one ?? other) : pick(one, other)
}
