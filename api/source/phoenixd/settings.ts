import { z } from 'zod'
import { apiAddress, apiCertificate, apiKey } from '#api/source/wallet-api/settings.ts'

export const phoenixdSettingsSchema = z.strictObject({
  address: apiAddress,
  /** `http-password-limited-access` of phoenix.conf, which can read and never pay. */
  password: apiKey,
  certificate: apiCertificate,
})
export type PhoenixdSettings = z.infer<typeof phoenixdSettingsSchema>
