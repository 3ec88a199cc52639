import { z } from 'zod'
import { apiAddress, apiCertificate, apiKey } from '#api/source/wallet-api/settings.ts'

export const clnSettingsSchema = z.strictObject({
  /** Of clnrest. */
  address: apiAddress.transform((text) => text.replace(/\/v1$/, '')),
  rune: apiKey.pipe(
    z.string().regex(/^[A-Za-z0-9_-]{44,}={0,2}$/, 'a rune as createrune gives it: one long word'),
  ),
  /** clnrest's ca.pem. */
  certificate: apiCertificate,
})
export type ClnSettings = z.infer<typeof clnSettingsSchema>
