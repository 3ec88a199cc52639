import type { z } from 'zod'
import type { SecretBox } from '#api/auth/secret-box.ts'

const PURPOSE = 'way out'

/** Seals what of a way is nobody's business, or lets whoever knows it act as Readout. */
export function sealSecrets(box: SecretBox, secrets: object): string {
  return box.seal(JSON.stringify(secrets), PURPOSE)
}

/** @param schema of the way's kind @throws AppError unprocessable where they were sealed under another key */
export function openSecrets<Secrets>(box: SecretBox, sealed: string, schema: z.ZodType<Secrets>): Secrets {
  return schema.parse(JSON.parse(box.open(sealed, PURPOSE)))
}
