import type { RequestHandler } from 'express'
import { MemoryStore, rateLimit } from 'express-rate-limit'
import { Refusal } from '#api/metaboost/refusal.ts'

const WINDOW_MS = 60_000
/** Of one address a minute: many listeners may share one. */
const PER_ADDRESS = 120
/** Of one app a minute, from all of its listeners. */
const PER_APP = 3_000

/** Holds back who posts too much. */
export type PostLimits = {
  /** Before anything is read. */
  address: RequestHandler
  /**
   * Counts a post of an app that has signed it.
   * @throws Refusal app_rate_limited, with when to try again
   */
  countApp(appId: string): Promise<void>
}

/** Counters in memory, for one running service. */
export function createPostLimits(): PostLimits {
  const apps = new MemoryStore()
  // Readies the store; the middleware itself cannot see an app before it is known who signed.
  rateLimit({ windowMs: WINDOW_MS, store: apps, validate: false })
  return {
    address: rateLimit({
      windowMs: WINDOW_MS,
      limit: PER_ADDRESS,
      standardHeaders: 'draft-7',
      legacyHeaders: false,
      handler: () => {
        throw new Refusal('rate_limited', 'Too many posts from this address. Try again in a minute.')
      },
    }),
    async countApp(appId) {
      const { totalHits, resetTime } = await apps.increment(appId)
      if (totalHits <= PER_APP) return
      const wait = Math.ceil(((resetTime?.getTime() ?? 0) - Date.now()) / 1000)
      throw new Refusal('app_rate_limited', 'The app posts too much. Try again in a minute.', {
        headers: { 'Retry-After': String(Math.max(1, wait)) },
      })
    },
  }
}
