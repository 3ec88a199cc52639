import { z } from 'zod'

/** The address of a wallet's API as a browser would show it, without what stands behind the host. */
export const apiAddress = z
  .string()
  .trim()
  .max(500)
  .transform((text, issue) => {
    const url = URL.canParse(text) ? new URL(text) : null
    const isPlain = url && /^https?:$/.test(url.protocol) && url.hostname !== ''
    if (isPlain && !url.username && !url.password && url.search === '' && url.hash === '')
      return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
    issue.addIssue({
      code: 'custom',
      message:
        'an address like https://wallet.example.com or http://192.168.1.20:5000, and nothing behind it',
    })
    return z.NEVER
  })

/** A key as it is copied: white space around it or line breaks in it are not its own. */
export const apiKey = z
  .string()
  .max(4_000)
  .transform((text) => text.replace(/\s+/g, ''))
  .pipe(z.string().regex(/^[\x21-\x7e]{4,}$/, 'a key of letters, digits and signs'))

/** The certificate of a wallet that has one of its own, as PEM; null where it is one that browsers trust. */
export const apiCertificate = z
  .string()
  .trim()
  .max(50_000)
  .refine(
    (text) => /^-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----$/.test(text),
    'the text of a certificate, which begins with -----BEGIN CERTIFICATE-----',
  )
  .nullable()
  .default(null)
