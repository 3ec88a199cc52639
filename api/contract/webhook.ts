import { z } from 'zod'
import { instantField, pageSchema, textField } from '#api/contract/common.ts'
import { sourceNameField } from '#api/contract/source.ts'

/** Where a field lies: the names and places that lead to it, through text that is JSON too. */
export const fieldPathSchema = z.array(z.union([z.string().max(200), z.int().min(0)])).max(20)
export type FieldPath = z.infer<typeof fieldPathSchema>

/** What the amount counts. Whole units of a currency have decimals; its minor unit is cents and the like. */
export const AMOUNT_UNITS = ['msat', 'sat', 'btc', 'currency', 'currency_minor'] as const

/** Which field of what is sent means what. */
export const webhookMappingSchema = z
  .strictObject({
    id: fieldPathSchema.min(1),
    amount: fieldPathSchema.min(1),
    unit: z.enum(AMOUNT_UNITS),
    /** The currency itself, or where it lies; for amounts in one only. */
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .nullable()
      .default(null),
    currency_at: fieldPathSchema.nullable().default(null),
    /** Null: a payment is of the time at which it is first told of. */
    time: fieldPathSchema.nullable().default(null),
    message: fieldPathSchema.nullable().default(null),
    sender: fieldPathSchema.nullable().default(null),
    /** A title, or a podcast guid. */
    show: fieldPathSchema.nullable().default(null),
    payment_hash: fieldPathSchema.nullable().default(null),
    /** Only what says so counts: `status` must be `paid`. */
    only: z
      .strictObject({ at: fieldPathSchema.min(1), is: textField(1, 200) })
      .nullable()
      .default(null),
  })
  .refine(
    ({ unit, currency, currency_at }) =>
      !unit.startsWith('currency') || currency !== null || currency_at !== null,
    { path: ['currency'], message: 'An amount in a currency needs one.' },
  )
export type WebhookMapping = z.infer<typeof webhookMappingSchema>
export type WebhookMappingJson = z.input<typeof webhookMappingSchema>

/** In letters. */
export const LARGEST_SAMPLE = 200_000
const sampleField = z.string().trim().min(1).max(LARGEST_SAMPLE)

/** `POST /webhooks/try`: what a sample has, and what it would be recorded as. */
export const webhookTrySchema = z.strictObject({
  /** What the sender sends, as text. */
  sample: sampleField,
  mapping: webhookMappingSchema.nullable().default(null),
})

/** One payment as it would be recorded; `problem` says why it would not, or is passed over. */
export const webhookPreviewSchema = z.object({
  id: z.string().nullable(),
  settled_at: instantField.nullable(),
  amount_msat: z.int().nullable(),
  fiat: z.object({ amount_minor: z.int(), currency: z.string() }).nullable(),
  message: z.string().nullable(),
  sender: z.string().nullable(),
  show: z.string().nullable(),
  problem: z.string().nullable(),
})
export type WebhookPreview = z.infer<typeof webhookPreviewSchema>

export const webhookTriedSchema = z.object({
  /** Every field of the sample, with what it holds there. */
  fields: z.array(z.object({ at: fieldPathSchema, name: z.string(), value: z.string() })),
  /** By the names of the fields. */
  guess: z.record(z.string(), fieldPathSchema.nullable()),
  /** With the mapping that was given; empty without one. */
  payments: z.array(webhookPreviewSchema),
})
export type WebhookTried = z.infer<typeof webhookTriedSchema>

/** `POST /webhooks`: a source with an address of its own. */
export const newWebhookSchema = z.strictObject({
  name: sourceNameField,
  /** The source's name by default. */
  wallet: sourceNameField.nullable().default(null),
  whose: z.enum(['show', 'shared']).nullable().default(null),
  mapping: webhookMappingSchema,
})

/** Its address is shown once: who knows it can report payments. */
export const madeWebhookSchema = z.object({ name: z.string(), path: z.string() })

export const webhookSchema = z.object({
  name: z.string(),
  wallet: z.string(),
  mapping: webhookMappingSchema,
  created_at: instantField,
  /** When something last came, and why the last of it could not be read; null: it could. */
  came_at: instantField.nullable(),
  problem: z.string().nullable(),
  /** What could not be read, as text, for pointing at its fields; null where it is too large. */
  unread: z.string().nullable(),
})
export const webhookListSchema = pageSchema(webhookSchema)
export const webhookParamsSchema = z.object({ name: sourceNameField })
export const webhookTokenSchema = z.object({ token: z.string().min(20).max(100) })

/** What became of what was sent. */
export const deliveredSchema = z.object({
  recorded: z.int(),
  known: z.int(),
  /** Passed over, e.g. not paid yet. */
  skipped: z.int(),
})

/** `PUT /webhooks/{name}/mapping`: what the last that could not be read comes to now. */
export const webhookChangedSchema = z.object({
  /** Null where there was none. */
  again: deliveredSchema.nullable(),
  problem: z.string().nullable(),
})
