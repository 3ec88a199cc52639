import { z } from 'zod'
import { apiAddress, apiCertificate, apiKey } from '#api/source/wallet-api/settings.ts'

export const btcpaySettingsSchema = z.strictObject({
  address: apiAddress.transform((text) => text.replace(/\/(api\/v1|stores\/.*|login)?$/, '')),
  /** Of the store, as its settings show it. */
  store: apiKey.pipe(z.string().regex(/^[A-Za-z0-9]{10,100}$/, 'a store’s id, as its settings show it')),
  /** An API key that may view invoices. */
  key: apiKey,
  certificate: apiCertificate,
})
export type BtcpaySettings = z.infer<typeof btcpaySettingsSchema>
