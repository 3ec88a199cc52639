import type { RequestHandler } from 'express'
import { rateLimit } from 'express-rate-limit'
import { AppError } from '#api/errors.ts'

const PER_MINUTE = 600

/**
 * Lets at most so many requests a minute through from one address, for all that is public together.
 * @param services how many share the installation: each lets through its part
 */
export function createReaderLimit(services = () => 1): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: () => Math.ceil(PER_MINUTE / services()),
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    handler: () => {
      throw new AppError('too-many-requests', 'Too many requests from this address. Try again in a minute.')
    },
  })
}
