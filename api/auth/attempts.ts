import { ipKeyGenerator, MemoryStore, rateLimit } from 'express-rate-limit'
import { AppError } from '#api/errors.ts'

const WINDOW_MS = 15 * 60_000
/** Failures within the window. An account's limit stays under the 100 an hour of OWASP ASVS 2.2.1. */
const LIMITS = { address: 10, account: 24 } as const

/** Counts tries at secrets: passwords and one-time links. */
export type Attempts = {
  /**
   * Counts a try before it is known how it ends, so that many at once do not slip through.
   * @returns takes it back, for a try that went well
   * @throws AppError too-many-requests, with when to try again
   */
  count(kind: keyof typeof LIMITS, key: string): Promise<() => void>
  close(): void
}

/**
 * Lets an address try a one-time link; only a link that never was counts as a failure.
 * @throws AppError too-many-requests, or what the reading of the link throws
 */
export async function tryLink<T>(
  attempts: Attempts,
  address: string | null,
  read: () => Promise<T>,
): Promise<T> {
  const forgive = await attempts.count('address', address ?? 'unknown')
  try {
    const found = await read()
    forgive()
    return found
  } catch (error) {
    if (error instanceof AppError && error.code === 'gone') forgive()
    throw error
  }
}

/** Counters in memory, for one running service. */
export function createAttempts(): Attempts {
  const stores = { address: createStore(), account: createStore() }
  return {
    async count(kind, key) {
      const store = stores[kind]
      // An IPv6 customer has a whole network of addresses.
      const counted = kind === 'address' ? ipKeyGenerator(key) : key
      const { totalHits, resetTime } = await store.increment(counted)
      if (totalHits > LIMITS[kind]) throw tooMany(resetTime ?? new Date())
      return () => void store.decrement(counted)
    },
    close: () => {
      for (const store of Object.values(stores)) store.shutdown()
    },
  }
}

function createStore(): MemoryStore {
  const store = new MemoryStore()
  // Readies the store; the middleware itself cannot see an account before the body is read.
  rateLimit({ windowMs: WINDOW_MS, store, validate: false })
  return store
}

function tooMany(until: Date): AppError {
  const seconds = Math.max(1, Math.ceil((until.getTime() - Date.now()) / 1000))
  const minutes = Math.ceil(seconds / 60)
  return new AppError(
    'too-many-requests',
    `Too many tries. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
    { headers: { 'Retry-After': String(seconds) } },
  )
}
