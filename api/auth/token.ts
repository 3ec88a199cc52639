import { createHash, randomBytes } from 'node:crypto'

/** A secret of 256 random bits, as text that needs no escaping anywhere. */
export function makeToken(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * What is stored of a secret. A plain hash is enough, since 256 random bits cannot be guessed; looking a secret up by it tells
 * a stopwatch nothing, since nobody can choose what their guess hashes to.
 */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
