import { z } from 'zod'
import { apiAddress, apiCertificate, apiKey } from '#api/source/wallet-api/settings.ts'

export const lnbitsSettingsSchema = z.strictObject({
  /** Of LNbits itself; the address of its wallet page and of its API are taken too. */
  address: apiAddress.transform((text) => text.replace(/\/(wallet|api(\/v1)?)$/, '')),
  /** The wallet's invoice key, which can read and never pay. */
  key: apiKey,
  certificate: apiCertificate,
})
export type LnbitsSettings = z.infer<typeof lnbitsSettingsSchema>
