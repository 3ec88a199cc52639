import { z } from 'zod'
import { fiatAmountSchema, flagField, slugField } from '#api/contract/common.ts'
import { RAILS } from '#api/contract/rail.ts'
import { currencyField, dayField, timeZoneField } from '#api/contract/time-zone.ts'

export const PROFILES = [
  'plain',
  'excel',
  'koinly',
  'cointracker',
  'bank',
  'bank-xero',
  'gnucash',
  'beancount',
  'hledger',
  'ledger',
] as const
export const profileSchema = z.enum(PROFILES)
export type ProfileName = z.infer<typeof profileSchema>

/** The columns of `plain`, in their order. */
export const PLAIN_COLUMNS = [
  'row_id',
  'settled_at_utc',
  'settled_at_local',
  'show',
  'episode',
  'action',
  'supporter',
  'message',
  'app',
  'wallet',
  'rail',
  'amount_msat',
  'amount_sats',
  'fee_msat',
  'claimed_msat',
  'value',
  'value_currency',
  'rate',
  'rate_at_utc',
  'rate_source',
  'fiat_amount',
  'fiat_fee',
  'fiat_currency',
  'payment_hash',
  'boost_id',
] as const

/** Divided by commas; an empty list narrows nothing. @param one what an item is, as a pattern */
const list = <T extends z.ZodType<unknown, string>>(item: T, one = '[^,]{1,200}') =>
  z
    .string()
    .meta({ pattern: `^(${one}(,${one})*)?$` })
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(z.array(item).max(100))
    .transform((items) => (items.length > 0 ? items : undefined))
/** Days that instants can be made of in every zone. */
const bookDayField = dayField.refine((day) => day >= '1970-01-01' && day <= '9998-12-31', {
  error: 'A day lies between 1970-01-01 and 9998-12-31',
})

/** Which receipts: of shows, a period of whole days, wallets and rails. */
export const receiptQuerySchema = z
  .object({
    /** One show, or several divided by commas; all but the demo without it. The demo alone may be named, and says that it is one. */
    show: list(slugField, '[a-z0-9]+(-[a-z0-9]+)*').optional(),
    /** First and last day, both included; without them since ever, until now. */
    from: bookDayField.optional(),
    to: bookDayField.optional(),
    /** By default the show's, else UTC. */
    tz: timeZoneField.optional(),
    wallet: list(z.string().max(200)).optional(),
    rail: list(z.enum(RAILS), `(${RAILS.join('|')})`).optional(),
    kind: z.enum(['all', 'boosts', 'streams']).default('all'),
    /** Receipts that were set aside too. */
    set_aside: flagField.default(false),
    /** In which receipts are valued; by default the show's, else USD. */
    currency: currencyField.optional(),
  })
  .refine(({ from, to }) => !from || !to || from <= to, {
    error: 'The period ends before it begins',
    path: ['to'],
  })
export type ReceiptQuery = z.output<typeof receiptQuerySchema>

/** `GET /statements`. */
export const statementQuerySchema = receiptQuerySchema.safeExtend({
  /** Currencies, divided by commas, in which it says beside its own what all receipts were worth. */
  also: list(currencyField, '[A-Z]{3}').optional(),
})
export type StatementQuery = z.output<typeof statementQuerySchema>

const messagesField = flagField.default(true)

export const exportQuerySchema = receiptQuerySchema.safeExtend({
  profile: profileSchema.default('plain'),
  /** One row for each stream, or their sums by day and episode. */
  streams: z.enum(['each', 'daily']).default('each'),
  /** Of `plain`, only these columns, in this order; by default all. */
  columns: list(z.enum(PLAIN_COLUMNS), `(${PLAIN_COLUMNS.join('|')})`)
    .refine((columns) => new Set(columns).size === (columns ?? []).length, 'A column stands once')
    .optional(),
  /** Whether messages are written out. */
  messages: messagesField,
  /** A byte order mark at the beginning, by which some spreadsheets know UTF-8. */
  bom: flagField.optional(),
  /** The last record, which says that the file is whole; some programs take no record that is no receipt. */
  closing: flagField.default(true),
})
export type ExportQuery = z.output<typeof exportQuerySchema>

export const rulesQuerySchema = z.object({ messages: messagesField })

/** What an export of these receipts will hold. */
export const receiptSummarySchema = z.object({
  count: z.int(),
  amount_msat: z.int(),
  /** How many that came as sats have no price in the currency, so that their value cell is empty. */
  unpriced: z.int(),
  needs_look: z.int(),
  currency: z.string(),
  tz: z.string(),
  /** Sum of the first 13 hex digits of SHA-256 over `row_id amount_msat` of each receipt, modulo 2^63, as 16 hex digits. */
  checksum: z.string(),
})
export type ReceiptSummary = z.infer<typeof receiptSummarySchema>

/** What is not in a file though it was received, and why. */
export const leftOutSchema = z.object({
  what: z.enum(['set_aside', 'free', 'unpriced', 'other_currency', 'fees', 'rounding', 'payouts', 'replies']),
  /** How many receipts; of what is rounded away, how many records. */
  count: z.int(),
  amount_msat: z.int(),
  fiat: z.array(fiatAmountSchema),
  /** Where the file is of what receipts were worth: an exact decimal of its currency. */
  value: z.string().nullable(),
})
export type LeftOut = z.infer<typeof leftOutSchema>

export const exportSummarySchema = receiptSummarySchema.extend({
  left_out: z.array(leftOutSchema),
  /** How many records the file has, and the most that its program takes at a time; null where there is no such limit. */
  records: z.int(),
  most_records: z.int().nullable(),
})
export type ExportSummary = z.infer<typeof exportSummarySchema>
