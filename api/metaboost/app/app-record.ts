import { z } from 'zod'
import type { AppRecord } from '#db/schema/metaboost.ts'

/** How the registry names apps; nothing in it leads out of a folder. */
export const APP_ID = /^[a-z0-9][a-z0-9-]{1,62}[a-z0-9]$/
/** An Ed25519 key: 32 bytes in base64url. */
export const KEY = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/

const schema = z.object({
  app_id: z.string(),
  display_name: z.string().catch(''),
  status: z.enum(['active', 'suspended', 'revoked']),
  signing_keys: z.array(z.unknown()),
})
const keySchema = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  alg: z.literal('EdDSA').optional(),
  status: z.literal('active'),
  x: z.string().regex(KEY),
})

/**
 * Reads an app's record of the registry. Keys that are retired, revoked, or of another kind, are left out.
 * @returns null where it is none, or another app's
 */
export function readAppRecord(text: string, appId: string): AppRecord | null {
  const parsed = schema.safeParse(parseJson(text))
  if (!parsed.success || parsed.data.app_id !== appId) return null
  const { display_name, status, signing_keys } = parsed.data
  const keys = signing_keys.flatMap((key) => keySchema.safeParse(key).data?.x ?? [])
  return { app_id: appId, display_name: display_name.slice(0, 120) || appId, status, keys }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
