import { z } from 'zod'
import { instantField, pageSchema, slugField, textQuery } from '#api/contract/common.ts'

export const walletParamsSchema = z.object({ name: textQuery(200) })

export const walletSchema = z.object({
  name: z.string(),
  /** `show`: all that it receives is the show's; `shared`: only what has podcast metadata, or what a rule claims. */
  whose: z.enum(['show', 'shared']),
  /** The show that its receipts belong to where nothing else says. */
  show: slugField.nullable(),
  demo: z.boolean(),
  sources: z.array(z.string()),
  last_payment_at: instantField.nullable(),
})
export type WalletJson = z.infer<typeof walletSchema>
export const walletListSchema = pageSchema(walletSchema)

export const walletPatchSchema = z
  .strictObject({ whose: z.enum(['show', 'shared']), show: slugField.nullable() })
  .partial()
export type WalletPatch = z.infer<typeof walletPatchSchema>
