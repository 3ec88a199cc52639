import type { RequestHandler } from 'express'
import { ipKeyGenerator, rateLimit } from 'express-rate-limit'
import { AppError } from '#api/errors.ts'
import { remember } from '#api/lib/remember.ts'

const PER_MINUTE = 600
/** So many readers are known again by their address. */
const MOST = 10_000

/**
 * Lets at most so many requests a minute through from one address, for all that is public together.
 * @param services how many share the installation: each lets through its part
 */
export function createReaderLimit(services = () => 1): RequestHandler {
  const readerAt = remember(MOST, (address) => ipKeyGenerator(address))
  return rateLimit({
    windowMs: 60_000,
    keyGenerator: ({ ip = '' }) => readerAt(ip),
    // Of the settings above, for each request anew.
    validate: false,
    limit: () => Math.ceil(PER_MINUTE / services()),
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    handler: () => {
      throw new AppError('too-many-requests', 'Too many requests from this address. Try again in a minute.')
    },
  })
}
