import type { ErrorRequestHandler } from 'express'
import type { Logger } from 'pino'
import { Refusal, type RefusalCode } from '#api/metaboost/refusal.ts'

/** What the readers of heads and bodies throw, and what holds readers back, by status. */
const FOREIGN: Record<number, { code: RefusalCode; message: string }> = {
  400: { code: 'validation_failed', message: 'The request cannot be read.' },
  404: { code: 'not_found', message: 'There is nothing at this address.' },
  408: { code: 'too_slow', message: 'The body did not come in time. Try again.' },
  413: { code: 'body_too_large', message: 'The body is larger than 100 KB.' },
  415: { code: 'validation_failed', message: 'Send JSON in UTF-8.' },
  429: { code: 'rate_limited', message: 'Too many requests from this address. Try again in a minute.' },
}

/** Answers every error as the standard's clients read it. Of one that is our fault, nothing but that is told; the log has it. */
export function answerRefusal(log: Logger): ErrorRequestHandler {
  return (error, req, res, next) => {
    const known = error instanceof Refusal ? error : asRefusal(error)
    if (!known) log.error({ err: error, method: req.method, path: req.path }, 'a request of an app failed')
    if (res.headersSent) return next(error)
    const refusal = known ?? new Refusal('failed', 'Something went wrong here. Try again later.')
    res.status(refusal.status).set(refusal.headers).set('Cache-Control', 'no-store').json(refusal.body)
  }
}

function asRefusal(error: unknown): Refusal | null {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 0
  const foreign = FOREIGN[status]
  return foreign ? new Refusal(foreign.code, foreign.message, { cause: error }) : null
}
