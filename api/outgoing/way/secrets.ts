import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { SecretBox } from '#api/auth/secret-box.ts'

/** What of a way is nobody's business, or lets whoever knows it act as Readout. */
const secretsSchema = z.object({ address: z.string(), token: z.string().nullable(), signing: z.string() })
export type WaySecrets = z.infer<typeof secretsSchema>

const PURPOSE = 'way out'

export function sealSecrets(box: SecretBox, secrets: WaySecrets): string {
  return box.seal(JSON.stringify(secrets), PURPOSE)
}

/** @throws Error where they were sealed under another key */
export function openSecrets(box: SecretBox, sealed: string): WaySecrets {
  return secretsSchema.parse(JSON.parse(box.open(sealed, PURPOSE)))
}

/** A key for signing, as Standard Webhooks writes it. */
export function makeSigningSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}
