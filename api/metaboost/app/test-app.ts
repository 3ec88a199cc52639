import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import type { SecretBox } from '#api/auth/secret-box.ts'

/** The app as which Readout tests its own addresses; the registry's of this name, if there ever is one, is not asked. */
export const TEST_APP = { id: 'readout-test', name: 'Readout test' } as const

/** By which that app knows the one who tests. */
export const TEST_SENDER = '7e57b005-7000-4000-8000-000000000000'

/** What stands before the 32 secret bytes of an Ed25519 key in PKCS #8 (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The test's own key: the same in all processes of an installation, made from its secret and stored nowhere. */
export function testKeyOf(secrets: Pick<SecretBox, 'derive'>): { secret: KeyObject; x: string } {
  const der = Buffer.concat([PKCS8, secrets.derive('metaboost test key')])
  const secret = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const { x } = createPublicKey(secret).export({ format: 'jwk' })
  if (!x) throw new Error('The test key has no public part.')
  return { secret, x }
}
