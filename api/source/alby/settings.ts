import { z } from 'zod'
import { apiAddress, apiKey } from '#api/source/wallet-api/settings.ts'

export const albySettingsSchema = z.strictObject({
  /** An access token that may read invoices, from Alby's developer portal. */
  token: apiKey,
  address: apiAddress.default('https://api.getalby.com'),
})
export type AlbySettings = z.infer<typeof albySettingsSchema>
