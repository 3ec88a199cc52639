import { z } from 'zod'
import type { BtcpaySettings } from '#api/source/btcpay/settings.ts'
import { laterMadeCursor, madeCursorSchema } from '#api/source/kind/list-by-making.ts'
import type { SourceRun } from '#api/source/kind/source-kind.ts'

export const btcpayCursorSchema = madeCursorSchema.extend({
  /** BTCPay Server's id of the webhook that was made for this source. */
  webhook: z.string().nullable().default(null),
})
export type BtcpayCursor = z.infer<typeof btcpayCursorSchema>

export type BtcpayRun = SourceRun<BtcpaySettings, BtcpayCursor>

/** The later of two, part by part; of webhooks the one that was made last. */
export function laterBtcpayCursor(one: BtcpayCursor, other: BtcpayCursor): BtcpayCursor {
  return { ...laterMadeCursor(one, other), webhook: other.webhook ?? one.webhook }
}
