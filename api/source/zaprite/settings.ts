import { z } from 'zod'
import { apiAddress, apiKey } from '#api/source/wallet-api/settings.ts'

/** What becomes of orders that were paid in bitcoin. */
export const BITCOIN_CHOICES = ['count', 'leave'] as const

export const zapriteSettingsSchema = z.strictObject({
  /** An API key of the organization. */
  key: apiKey,
  address: apiAddress
    .transform((text) => text.replace(/\/v1(\/orders)?$/, ''))
    .default('https://api.zaprite.com'),
  /** `leave` where a wallet that receives them is followed too: Zaprite tells no hash by which the two would meet. */
  bitcoin: z.enum(BITCOIN_CHOICES, 'count or leave').default('count'),
})
export type ZapriteSettings = z.infer<typeof zapriteSettingsSchema>
