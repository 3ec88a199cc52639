import { z } from 'zod'
import { instantField, pageSchema, showRefSchema, slugField } from '#api/contract/common.ts'
import { currencyField, dayField } from '#api/contract/time-zone.ts'

const priceField = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,8})?$/, { error: 'A price is a decimal, like 94123.45' })
  .refine((price) => /[1-9]/.test(price), 'A price is above 0')

export const methodField = z.enum(['hour', 'day', 'source'])

/** What a bitcoin was worth from a time on, for an hour or a day. */
export const rateSchema = z.object({
  currency: z.string(),
  at: instantField,
  lasts: z.enum(['hour', 'day']),
  price: z.string(),
  origin: z.enum(['provider', 'file', 'hand']),
  source: z.string(),
  fetched_at: instantField,
})
export type RateJson = z.infer<typeof rateSchema>
export const rateListSchema = pageSchema(rateSchema)
export const rateQuerySchema = z.object({ currency: currencyField, from: dayField, to: dayField })

/** A price by hand, for a day (UTC) or the hour that begins at an instant; the payments of that time are valued anew. */
export const newRateSchema = z.strictObject({
  currency: currencyField,
  at: z.union([dayField, z.iso.datetime({ offset: true })]),
  price: priceField,
})

/**
 * Lines `time,currency,price`, the time a day (UTC) or an instant; a header may come first. Or an authority's own file of exchange rates:
 * the European Central Bank's, the Swiss customs office's, or lines `day,base,currency,rate`.
 */
export const rateFileSchema = z.strictObject({
  csv: z
    .string()
    .max(8_000_000)
    .describe('What is none is refused: This is no CSV. Write lines like 2026-11-22,EUR,81234.50.'),
  source: z.string().trim().min(1).max(100).default('file'),
})
export const rateFileAnswerSchema = z.object({
  read: z.int(),
  kept: z.int(),
  valued: z.int(),
  rejected: z.array(z.object({ line: z.int(), error: z.string() })),
})

/** By what the receipts of a book are valued in a currency, whenever they came; prices by hand come first in any case. */
export const valuingSchema = z
  .strictObject({
    /** Whose book; without it that of the whole business, and of shows for which nothing else was chosen. */
    show: slugField.optional(),
    currency: currencyField,
    /** `hour`: the price of the hour; `day`: the average of the day (UTC); `source`: the prices of one source alone. */
    method: methodField,
    /** Of `source`: a file that was given, or an authority. */
    source: z.string().trim().min(1).max(100).optional(),
  })
  .refine(({ method, source }) => (method === 'source') === (source !== undefined), {
    error: 'A source is named for the method source, and for no other',
    path: ['source'],
  })
export type Valuing = z.output<typeof valuingSchema>

/** How far the prices of payments are, per currency and method that a book wants, and by what books are valued. */
export const rateStateSchema = z.object({
  items: z.array(
    z.object({
      currency: z.string(),
      method: methodField,
      source: z.string().nullable(),
      days_waiting: z.int(),
      earliest: z.string().nullable(),
      /** Why the last try found none; null where none was made, or it was in vain without an error. */
      error: z.string().nullable(),
      /** Who was asked last and did not help; null beside an error: no provider has the currency. */
      provider: z.string().nullable(),
    }),
  ),
  /** The whole business in each currency, and each show that is kept in its own. */
  books: z.array(
    z.object({
      show: showRefSchema.nullable(),
      currency: z.string(),
      method: methodField,
      source: z.string().nullable(),
    }),
  ),
  /** Whose prices alone receipts can be valued by: files that were given, and authorities. */
  sources: z.array(z.string()),
})
export type RateState = z.infer<typeof rateStateSchema>
