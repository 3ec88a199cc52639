import { z } from 'zod'
import { fiatAmountSchema, idField, instantField, slugField, textField } from '#api/contract/common.ts'
import { currencyField, dayField, timeZoneField } from '#api/contract/time-zone.ts'

/** A day that instants can be made of in every zone. */
const bookDay = dayField.refine((day) => day >= '1970-01-01' && day <= '9998-12-31', {
  error: 'A day lies between 1970-01-01 and 9998-12-31',
})
const IN_ORDER = { error: 'The period ends before it begins', path: ['to'] }

/** A period of whole days, both included, and the zone that they are of. */
const periodShape = {
  from: bookDay,
  to: bookDay,
  /** By default the show's, else UTC. */
  tz: timeZoneField.optional(),
}

/** `GET /reconciliations`. */
export const reconcileQuerySchema = z
  .object({ ...periodShape, show: slugField.optional(), currency: currencyField.optional() })
  .refine(({ from, to }) => from <= to, IN_ORDER)
export type ReconcileQuery = z.output<typeof reconcileQuerySchema>

/** `POST /reconciliations`: a wallet is asked. */
export const askWalletSchema = z
  .strictObject({ ...periodShape, wallet: textField(1, 200), source: textField(1, 200).optional() })
  .refine(({ from, to }) => from <= to, IN_ORDER)
export type AskWallet = z.output<typeof askWalletSchema>

/** `POST /reconciliations/file`: its file is given, as the body. */
export const walletFileQuerySchema = z
  .object({
    ...periodShape,
    wallet: z.string().min(1).max(200),
    /** The file's name: shown, and a hint where the content leaves something open. */
    name: z.string().min(1).max(200).default('a file'),
  })
  .refine(({ from, to }) => from <= to, IN_ORDER)
export type WalletFile = z.output<typeof walletFileQuerySchema>

/** How many, and what they come to. */
const sumSchema = z.object({ count: z.int(), amount_msat: z.int(), fiat: z.array(fiatAmountSchema) })
export type ReconcileSum = z.infer<typeof sumSchema>

/**
 * - only_there: the wallet has it, and nothing here is it
 * - only_here: it is in the books, and the wallet does not have it
 * - differs: both have it, with other amounts or in other periods
 */
export const differenceKindSchema = z.enum(['only_there', 'only_here', 'differs'])
export type DifferenceKind = z.infer<typeof differenceKindSchema>

const amountSchema = z.object({
  settled_at: instantField,
  amount_msat: z.int().nullable(),
  fee_msat: z.int(),
  fiat: fiatAmountSchema.nullable(),
})

export const differenceSchema = z.object({
  kind: differenceKindSchema,
  /** By what it is named when it is solved: the wallet's own id, or the payment's. */
  key: z.string(),
  /** As the wallet has it; null where it does not. */
  there: amountSchema.nullable(),
  /** As the books have it; null where they do not. */
  here: amountSchema
    .extend({
      payment_id: idField,
      supporter: z.string().nullable(),
      show: z.string().nullable(),
    })
    .nullable(),
  /** Where it is in the books only: another receipt has the same amount and second, so that this one may be it once more. */
  is_double: z.boolean(),
  /** Whether it can be recorded as the wallet has it. */
  can_record: z.boolean(),
  /** What somebody said of it; it is no open difference then. */
  explained: z.object({ words: z.string(), by: z.string(), at: instantField }).nullable(),
})
export type Difference = z.infer<typeof differenceSchema>

/** What a comparison comes to. */
export const figuresSchema = z.object({
  /** What the wallet received in the period, by its own list. */
  there: sumSchema,
  /** What the books have of it. */
  here: sumSchema,
  matched: sumSchema,
  /** The wallet has it, and it is known here and in no sum: set aside, not the show's, or of another wallet. */
  left_out: sumSchema,
  only_there: sumSchema,
  only_here: sumSchema,
  /** The sum is what the wallet has more. */
  differs: sumSchema,
  /** Differences that nobody has solved or explained. */
  open: z.int(),
  explained: z.int(),
})
export type Figures = z.infer<typeof figuresSchema>

export const walletListSchema = z.object({
  id: idField,
  wallet: z.string(),
  /** The source that was asked; null where it is of a file. */
  source: z.string().nullable(),
  file: z.string().nullable(),
  from: z.string(),
  to: z.string(),
  tz: z.string(),
  state: z.enum(['reading', 'read', 'failed']),
  /** Why it could not be read, and what to do. */
  problem: z.string().nullable(),
  /** How many of its payments were looked at. */
  listed: z.int(),
  /** How many could not be read, and so are compared with nothing. */
  unread: z.int(),
  /** What the wallet held when it was asked; null where it does not say. */
  balance_msat: z.int().nullable(),
  asked_at: instantField,
  asked_by: z.string(),
  read_at: instantField.nullable(),
})
export type WalletList = z.infer<typeof walletListSchema>

/** What a wallet held once, what is known to have come and gone since, and what it holds. */
export const accountedBalanceSchema = z.object({
  /** When it was asked nearest to the beginning of the period, and what it held then. */
  opening_at: instantField,
  opening_msat: z.int(),
  received_msat: z.int(),
  /** Paid back, kept by the wallet, and paid out of it; each counts against it. */
  refunds_msat: z.int(),
  fee_msat: z.int(),
  paid_out_msat: z.int(),
  /** Replies that Readout paid out of it, with fees. Missing in months that were closed before this was known. */
  replies_msat: z.int().optional(),
  /** Replies that were paid meanwhile, with fees, from a wallet that is not known to be a followed one: this one, perhaps. */
  replies_elsewhere_msat: z.int().optional(),
  closing_at: instantField,
  closing_msat: z.int(),
  /** What it holds beyond that; below zero where more was spent than is known here. */
  unexplained_msat: z.int(),
})
export type AccountedBalance = z.infer<typeof accountedBalanceSchema>

/** `GET /reconciliations`: the wallets that something came to in the period, or that can be asked. */
export const reconcileOverviewSchema = z.object({
  from: z.string(),
  to: z.string(),
  tz: z.string(),
  items: z.array(
    z.object({
      wallet: z.string(),
      /** The sources that can be asked, by name. */
      sources: z.array(z.string()),
      books: sumSchema,
      /** The latest list that covers the period. */
      list: walletListSchema.nullable(),
      /** Null until the list is read. */
      figures: figuresSchema.nullable(),
      /** Null where the wallet told less than two balances. */
      balance: accountedBalanceSchema.nullable(),
    }),
  ),
})
export type ReconcileOverview = z.infer<typeof reconcileOverviewSchema>

/** `GET /reconciliations/{id}`. */
export const differencesQuerySchema = z.object({ from: bookDay.optional(), to: bookDay.optional() })
export const differencesSchema = z.object({
  list: walletListSchema,
  figures: figuresSchema.nullable(),
  /** The first 500, in order of time; those that are explained last. */
  items: z.array(differenceSchema),
})
export type Differences = z.infer<typeof differencesSchema>

/** `POST /reconciliations/{id}/record`: these of what only the wallet has, or that differ; without keys all that only it has. */
export const recordMissingSchema = z.strictObject({ keys: z.array(z.string().max(300)).max(500).optional() })
export const recordedMissingSchema = z.object({
  recorded: z.int(),
  /** Why the others could not be. */
  refused: z.array(z.object({ key: z.string(), error: z.string() })),
})
export type RecordedMissing = z.infer<typeof recordedMissingSchema>

/** `POST /reconciliations/{id}/explain`; empty words take an explanation back. */
export const explainSchema = z.strictObject({ key: z.string().min(1).max(300), words: textField(0, 500) })

/** A wallet's comparison as a month that is closed reconciled keeps it. */
export const reconciledSchema = z.object({
  wallet: z.string(),
  /** The source that was asked, or the name of the file. */
  source: z.string(),
  read_at: instantField,
  balance_msat: z.int().nullable(),
  /** Missing where it told no balance before. */
  balance: accountedBalanceSchema.optional(),
  /** Of its list, how many could not be read. */
  unread: z.int(),
  figures: figuresSchema,
  explained: z.array(
    z.object({
      kind: differenceKindSchema,
      key: z.string(),
      amount_msat: z.int(),
      words: z.string(),
      by: z.string(),
    }),
  ),
})
export type Reconciled = z.infer<typeof reconciledSchema>
