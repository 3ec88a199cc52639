import { type Attempts, createAttempts } from '#api/auth/attempts.ts'
import type { Machine } from '#api/http/actor.ts'

/** What signing in remembers while the service runs. */
export type AuthState = { attempts: Attempts; keys: KeyCache }

/** Nothing remembered yet. @param services how many share the installation */
export function createAuthState(services = () => 1): AuthState {
  return { attempts: createAttempts(undefined, services), keys: createKeyCache() }
}

/** A key revoked elsewhere stops within this time where its notice is lost; one revoked here stops at once. */
const KEPT_MS = 3000
const MOST = 1000

/** Keys seen in the last seconds, so that a busy intake does not look its key up for every payment. */
type KeyCache = {
  get(hash: Buffer): Machine | null
  set(hash: Buffer, machine: Machine): void
  /** Forgets a key for good, one that is being looked up at the moment too. */
  forget(id: string): void
  /** Has the next use of every key looked up. */
  clear(): void
}

/** An empty cache, for one running service. */
function createKeyCache(): KeyCache {
  const revoked = new Set<string>()
  const kept = new Map<string, { machine: Machine; until: number }>()
  return {
    get(hash) {
      const found = kept.get(hash.toString('base64'))
      return found && found.until > performance.now() ? found.machine : null
    },
    set(hash, machine) {
      if (revoked.has(machine.id)) return
      if (kept.size >= MOST) kept.clear()
      kept.set(hash.toString('base64'), { machine, until: performance.now() + KEPT_MS })
    },
    clear: () => kept.clear(),
    forget(id) {
      revoked.add(id)
      for (const [hash, { machine }] of kept) if (machine.id === id) kept.delete(hash)
    },
  }
}
