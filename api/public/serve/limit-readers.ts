import type { RequestHandler } from 'express'
import { rateLimit } from 'express-rate-limit'
import { AppError } from '#api/errors.ts'

const PER_MINUTE = 600

/** Lets at most so many requests a minute through from one address, for all that is public together. */
export function createReaderLimit(): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: PER_MINUTE,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    handler: () => {
      throw new AppError('too-many-requests', 'Too many requests from this address. Try again in a minute.')
    },
  })
}
