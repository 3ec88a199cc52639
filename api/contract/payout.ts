import { z } from 'zod'
import { idField, instantField, textField, textQuery } from '#api/contract/common.ts'
import { currencyField, dayField } from '#api/contract/time-zone.ts'

/** A hundred bitcoin, or a hundred thousand million of a currency: no processor pays more at once, and sums of hundreds stay exact. */
const MAX_AMOUNT = 10_000_000_000_000
const amountField = z.int().min(1).max(MAX_AMOUNT)

/** What a processor paid out of what a wallet received; its day and those of its receipts are of UTC. */
export const newPayoutSchema = z.strictObject({
  wallet: textField(1, 200),
  /** When it was paid out. */
  day: dayField,
  /** The last day whose receipts are in it; by default the day before. */
  covers_to: dayField.optional(),
  /** Null: it is in msat. */
  currency: currencyField.nullable(),
  /** What arrived, in minor units of the currency, or msat. */
  amount: amountField,
  /** What was kept of it on the way, beside the fees of the receipts. */
  fee: z.int().min(0).max(MAX_AMOUNT).default(0),
  note: textField(1, 200).optional(),
})
export type NewPayout = z.output<typeof newPayoutSchema>

export const payoutSchema = z.object({
  id: idField,
  wallet: z.string(),
  paid_at: instantField,
  /** The receipts from here on, null: from the first; up to `covers_until`, which is left out. */
  covers_from: instantField.nullable(),
  covers_until: instantField,
  currency: z.string().nullable(),
  amount: z.int(),
  fee: z.int(),
  note: z.string().nullable(),
  written_by: z.string(),
  /** What its receipts come to, after their fees and less what was paid back. */
  receipts: z.object({ count: z.int(), gross: z.int(), fee: z.int(), net: z.int() }),
  /** What its receipts come to more than what was paid out and kept: 0 where they agree. */
  difference: z.int(),
})
export type PayoutJson = z.infer<typeof payoutSchema>

export const payoutQuerySchema = z.object({ wallet: textQuery(200).optional() })
/** The latest first, at most 200. */
export const payoutListSchema = z.object({ items: z.array(payoutSchema), next_cursor: z.null() })
