import { STATUS_CODES } from 'node:http'
import type { ErrorRequestHandler, RequestHandler } from 'express'
import type { Logger } from 'pino'
import type { Problem } from '#api/contract/common.ts'
import { AppError, type ProblemCode } from '#api/errors.ts'
import { explainFailure } from '#api/http/explain-failure.ts'

/** What the readers of heads and bodies throw, by status. */
const FOREIGN: Record<number, { code: ProblemCode; detail: string }> = {
  400: {
    code: 'bad-request',
    detail: 'The request cannot be read. See that its address and its JSON are whole.',
  },
  413: { code: 'too-large', detail: 'The body is too large. Send less at once.' },
  415: { code: 'wrong-content-type', detail: 'Send JSON in UTF-8, with the content type application/json.' },
}

/** An address under `/api` that nothing answers. */
export const answerNotFound: RequestHandler = (req) => {
  throw new AppError(
    'not-found',
    `There is nothing at ${req.method} ${req.baseUrl}${req.path}. See /api/docs.`,
  )
}

/** Answers every error as problem details (RFC 9457). Of one that is our fault, nothing but that is told; the log has it. */
export function answerError(log: Logger): ErrorRequestHandler {
  return (error, req, res, next) => {
    const told = asAppError(error)
    const known = told ?? explainFailure(error)
    if (!told) log.error({ err: error, method: req.method, path: req.path }, 'a request failed')
    if (res.headersSent) return next(error)
    const status = known?.status ?? 500
    const problem: Problem = {
      type: known ? `urn:readout:problem:${known.code}` : 'about:blank',
      title: STATUS_CODES[status] ?? 'Error',
      status,
      detail: known?.message ?? 'Something went wrong here; the log of the service says what.',
    }
    res
      .status(status)
      .set(known?.headers ?? {})
      .set('Cache-Control', 'no-store')
      .type('application/problem+json')
      .send(JSON.stringify(problem))
  }
}

function asAppError(error: unknown): AppError | null {
  if (error instanceof AppError) return error
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 0
  const foreign = FOREIGN[status]
  return foreign ? new AppError(foreign.code, foreign.detail, { cause: error }) : null
}
