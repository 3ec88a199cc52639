import { z } from 'zod'
import { flagField, idField, instantField, showRefSchema, slugField } from '#api/contract/common.ts'
import { receiptQuerySchema } from '#api/contract/export.ts'
import { methodField } from '#api/contract/rate.ts'
import { reconciledSchema } from '#api/contract/reconcile.ts'
import { currencyField, timeZoneField } from '#api/contract/time-zone.ts'

/** Sats that one wallet received by one rail. Receipts, not a balance: what was spent is not known here. */
const satsLineSchema = z.object({
  wallet: z.string(),
  rail: z.string(),
  /** Before the period, since the first receipt. */
  before_msat: z.int(),
  count: z.int(),
  /** Came in the period, what was paid back not taken off. */
  received_msat: z.int(),
  /** Paid back in the period, as a negative number. */
  refunds_msat: z.int(),
  /** Up to the end of the period: before, received and refunds together. */
  until_msat: z.int(),
  /** What the wallet kept of it. */
  fee_msat: z.int(),
  /**
   * What receipts less refunds were worth when they came, in the statement's currency, of those with a price: a decimal that is not
   * rounded, so that months add up to their year.
   */
  value: z.string(),
  unpriced: z.int(),
})

/** Fiat that one wallet received by one rail, in minor units. */
const fiatLineSchema = z.object({
  wallet: z.string(),
  rail: z.string(),
  currency: z.string(),
  before_minor: z.int(),
  count: z.int(),
  received_minor: z.int(),
  refunds_minor: z.int(),
  until_minor: z.int(),
  fee_minor: z.int(),
})

const partSchema = z.object({ count: z.int(), amount_msat: z.int(), value: z.string(), unpriced: z.int() })

/** What changed in a closed month since it was closed, as far as no other statement has it: more is positive. */
export const adjustmentSchema = z.object({
  /** The month that was closed. */
  month: z.string(),
  count: z.int(),
  amount_msat: z.int(),
  fee_msat: z.int(),
  value: z.string(),
  fiat: z.array(z.object({ currency: z.string(), amount_minor: z.int(), fee_minor: z.int() })),
})
export type Adjustment = z.infer<typeof adjustmentSchema>

export const statementSchema = z.object({
  shows: z.array(showRefSchema).nullable(),
  /** It is of the demo: made up, and in nobody’s books. */
  demo: z.literal(true).optional(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  tz: z.string(),
  currency: z.string(),
  /** By what the book is valued; statements of before do not say it. */
  valuing: z.object({ method: methodField, source: z.string().nullable() }).optional(),
  as_of: instantField,
  sats: z.array(satsLineSchema),
  fiat: z.array(fiatLineSchema),
  boosts: partSchema,
  streams: partSchema,
  free: z.object({ count: z.int() }),
  total: z.object({
    count: z.int(),
    amount_msat: z.int(),
    fee_msat: z.int(),
    value: z.string(),
    unpriced: z.int(),
    needs_look: z.int(),
    /** The one that the CSV of the same receipts carries. */
    checksum: z.string(),
  }),
  /** Of closed months before, in the statement of the next open one; in none of the sums above. Only whole months have them. */
  adjustments: z.array(adjustmentSchema).optional(),
  /**
   * What processors paid out of each wallet in the period, in minor units of the currency, or msat where it is null; and what the wallet
   * held at its end of what it ever received, after fees. Only where there ever was a payout.
   */
  payouts: z
    .array(
      z.object({
        wallet: z.string(),
        currency: z.string().nullable(),
        count: z.int(),
        amount: z.int(),
        fee: z.int(),
        held: z.int(),
      }),
    )
    .optional(),
  /** What was paid back to listeners in the period, from a wallet of its own: an expense, in none of the sums above. Only where there is one. */
  replies: z.object({ count: z.int(), amount_msat: z.int(), fee_msat: z.int() }).optional(),
  /** What all receipts were worth in other currencies, where that was asked for. */
  also: z.array(z.object({ currency: z.string(), value: z.string(), unpriced: z.int() })).optional(),
  /** Of a month that was closed reconciled: how each wallet's own list compared with the books then. */
  reconciled: z.array(reconciledSchema).optional(),
  /** Whose prices the receipts were valued by, and how many each; statements of before have none. */
  rates: z.array(z.object({ source: z.string(), lasts: z.enum(['hour', 'day']), count: z.int() })).optional(),
})
export type Statement = z.infer<typeof statementSchema>

/** `GET /statements/year.zip`: a year of a book. */
export const yearQuerySchema = z.object({
  year: z
    .string()
    .regex(/^(19[7-9]|[2-9]\d\d)\d$/, { error: 'A year is written like 2026' })
    .refine((year) => year < '9998', 'A year lies between 1970 and 9997'),
  show: slugField.optional(),
  /** By default the show's, else UTC. */
  tz: timeZoneField.optional(),
  currency: currencyField.optional(),
  /** In which form the journal is. */
  journal: z.enum(['hledger', 'ledger', 'beancount']).default('hledger'),
  /** Name and address at the head of the statements, a line each. */
  issuer: z.string().max(500).optional(),
})
export type YearQuery = z.output<typeof yearQuerySchema>

/** `GET /statements/statement.pdf`: as the statement, with whom its head names beside the show. */
export const statementPdfQuerySchema = receiptQuerySchema.safeExtend({
  /** Name and address, a line each. */
  issuer: z.string().max(500).optional(),
})

export const closedMonthSchema = z.object({
  id: idField,
  show: showRefSchema.nullable(),
  month: z.string(),
  closed_at: instantField,
  closed_by: z.string(),
  statement: statementSchema,
})
export type ClosedMonth = z.infer<typeof closedMonthSchema>

/** `GET /months`, where `compare` tells each from what it comes to now. */
export const closedMonthListQuerySchema = z.object({ compare: flagField.default(false) })
export const closedMonthListSchema = z.object({
  items: z.array(
    closedMonthSchema.extend({
      /** What is different since it was closed; null where it was not asked for. */
      since: z
        .object({
          changed: z.boolean(),
          /** What was received more, or less. */
          more_msat: z.int(),
        })
        .nullable(),
    }),
  ),
})
export type ClosedMonthItem = z.infer<typeof closedMonthListSchema>['items'][number]
/** Beside what it was closed with, what the same month comes to now. */
export const closedMonthDetailSchema = closedMonthSchema.extend({
  now: statementSchema,
  changed: z.boolean(),
})
export type ClosedMonthDetail = z.infer<typeof closedMonthDetailSchema>

export const closeMonthSchema = z.strictObject({
  month: z
    .string()
    .regex(/^(19[7-9]|[2-9]\d\d)\d-(0[1-9]|1[0-2])$/, { error: 'A month is written like 2026-10' })
    .refine((month) => month < '9998', 'A month lies between 1970-01 and 9997-12'),
  show: slugField.optional(),
  tz: z.string().max(100).optional(),
  currency: z.string().max(3).optional(),
  /** Only where every wallet of it was compared since its end and nothing is left to solve; its figures are kept. */
  reconciled: z.boolean().default(false),
})

/** `GET /months/table`: of all shows together, or of one. */
export const monthListQuerySchema = z.object({
  show: slugField.optional(),
  /** By default the show's, else UTC. */
  tz: timeZoneField.optional(),
  currency: currencyField.optional(),
})
const monthItemSchema = z.object({
  month: z.string(),
  /** `complete`: over, and nothing to solve; `changed`: closed, and no longer what it was closed with. */
  state: z.enum(['running', 'open', 'complete', 'closed', 'changed']),
  count: z.int(),
  amount_msat: z.int(),
  value: z.string(),
  unpriced: z.int(),
  /** The first day (UTC) that wants a price. */
  unpriced_day: z.string().nullable(),
  needs_look: z.int(),
  /** Receipts that are of no show. */
  no_show: z.int(),
  closed: z
    .object({
      id: idField,
      closed_at: instantField,
      closed_by: z.string(),
      /** What it was closed with. */
      checksum: z.string(),
      count: z.int(),
      amount_msat: z.int(),
      changed: z.boolean(),
      more_msat: z.int(),
      /** The months whose statements have what changed. */
      adjusted_in: z.array(z.string()),
      /** Whether it was closed with what each wallet says itself. */
      reconciled: z.boolean(),
    })
    .nullable(),
})
export type MonthItem = z.infer<typeof monthItemSchema>
export const monthListSchema = z.object({
  show: z.string().nullable(),
  tz: z.string(),
  currency: z.string(),
  items: z.array(monthItemSchema),
})
export type MonthList = z.infer<typeof monthListSchema>
