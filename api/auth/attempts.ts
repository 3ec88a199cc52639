import { ipKeyGenerator } from 'express-rate-limit'
import { AppError } from '#api/errors.ts'

/** So many failures go without a wait. */
const FREE = { address: 10, account: 24, device: 10, code: 5 } as const
/** From then on a wait that doubles up to this: an account's failures stay under the 100 an hour of OWASP ASVS 2.2.1. */
const LONGEST_MS = 60_000
/** After so long without a try, failures are forgotten. */
const FORGOTTEN_MS = 60 * 60_000
/** More are not remembered, of those tried longest ago. */
const MOST = 20_000

type Kind = keyof typeof FREE

/** Counts tries at secrets: passwords and one-time links. */
export type Attempts = {
  /**
   * Counts a try before it is known how it ends, so that many at once do not slip through. One that is refused is not counted: a
   * stranger who goes on and on makes the wait no longer.
   * @returns takes it back, for a try that went well
   * @throws AppError too-many-requests, with when to try again
   */
  count(kind: Kind, key: string): () => void
}

/**
 * Reads a one-time link for an address. A link that is or was one is never held back, since nobody guesses 256 random bits; only one
 * that never was counts as a failure.
 * @throws AppError too-many-requests, or what the reading of the link throws
 */
export async function tryLink<T>(
  attempts: Attempts,
  address: string | null,
  read: () => Promise<T>,
): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found')
      attempts.count('address', address ?? 'unknown')
    throw error
  }
}

type Counter = { failures: number; last: number }

/**
 * Counters in memory, for one running service.
 * @param clock in milliseconds, one that is never put back
 * @param services how many share the installation: each lets through its part
 */
export function createAttempts(clock = () => performance.now(), services = () => 1): Attempts {
  const counters: Record<Kind, Map<string, Counter>> = {
    address: new Map(),
    account: new Map(),
    device: new Map(),
    code: new Map(),
  }
  return {
    count(kind, key) {
      // An IPv6 customer has a whole network of addresses.
      const counted = kind === 'address' ? ipKeyGenerator(key) : key
      const known = counters[kind]
      const now = clock()
      const counter = fresh(known.get(counted), now)
      const wait = counter.last + waitAfter(kind, counter.failures, services()) - now
      if (wait > 0) throw tooMany(wait)
      counter.failures++
      counter.last = now
      known.delete(counted)
      known.set(counted, counter)
      if (known.size > MOST) known.delete(known.keys().next().value ?? '')
      return () => void counter.failures--
    },
  }
}

function fresh(counter: Counter | undefined, now: number): Counter {
  return counter && now - counter.last < FORGOTTEN_MS ? counter : { failures: 0, last: 0 }
}

function waitAfter(kind: Kind, failures: number, services: number): number {
  const over = failures - Math.ceil(FREE[kind] / services)
  return over < 0 ? 0 : services * Math.min(LONGEST_MS, 1000 * 2 ** over)
}

function tooMany(wait: number): AppError {
  const seconds = Math.ceil(wait / 1000)
  return new AppError(
    'too-many-requests',
    `Too many tries. Try again in ${seconds === 1 ? 'a second' : `${seconds} seconds`}.`,
    { headers: { 'Retry-After': String(seconds) } },
  )
}
