import { X509Certificate } from 'node:crypto'
import { z } from 'zod'

/** `host:port` of LND's gRPC; an address copied with its scheme is taken too. */
const address = z
  .string()
  .trim()
  .transform((text) => text.replace(/^(https?|grpcs?):\/\//i, '').replace(/\/+$/, ''))
  .pipe(
    z
      .string()
      .regex(/^(\[[0-9a-f:]+\]|[a-z0-9._-]+):\d+$/i, 'an address like mynode.local:10009')
      .refine(
        (text) => isPort(text.slice(text.lastIndexOf(':') + 1)),
        'one with a port from 1 to 65535, 10009 as a rule',
      ),
  )

/** PEM, or hex or base64 of PEM or DER; kept as PEM. */
const certificate = z
  .string()
  .trim()
  .max(20_000)
  .transform((text, issue) => {
    try {
      const bytes = /^-----BEGIN/.test(text) ? Buffer.from(text) : decode(text)
      return new X509Certificate(bytes ?? '').toString()
    } catch {
      issue.addIssue({ code: 'custom', message: 'the text of tls.cert' })
      return z.NEVER
    }
  })

/** Hex or base64; kept as hex. */
const macaroon = z
  .string()
  .trim()
  .min(1)
  .max(20_000)
  .transform((text, issue) => {
    const bytes = decode(text)
    // A macaroon of version 2 begins with its version; everything LND bakes is one.
    if (bytes && bytes.length > 32 && bytes[0] === 2) return bytes.toString('hex')
    issue.addIssue({ code: 'custom', message: 'a macaroon as hex or base64' })
    return z.NEVER
  })

export const lndSettingsSchema = z.strictObject({
  address,
  /** Null: its certificate is one that everybody trusts, as behind a proxy. */
  certificate: certificate.nullable().default(null),
  macaroon,
})
export type LndSettings = z.infer<typeof lndSettingsSchema>

function decode(text: string): Buffer | null {
  const compact = text.replace(/\s+/g, '')
  if (/^([0-9a-f]{2})+$/i.test(compact)) return Buffer.from(compact, 'hex')
  return /^[A-Za-z0-9+/_-]+={0,2}$/.test(compact) ? Buffer.from(compact, 'base64') : null
}

function isPort(digits: string): boolean {
  return Number(digits) >= 1 && Number(digits) <= 65_535
}
