import { type Attempts, createAttempts } from '#api/auth/attempts.ts'
import { createKeyCache, type KeyCache } from '#api/auth/key/key-cache.ts'

/** What signing in remembers while the service runs. */
export type AuthState = { attempts: Attempts; keys: KeyCache }

/** Nothing remembered yet. */
export function createAuthState(): AuthState {
  return { attempts: createAttempts(), keys: createKeyCache() }
}
