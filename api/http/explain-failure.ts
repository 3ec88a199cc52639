import { AppError } from '#api/errors.ts'
import { hasCode } from '#api/lib/errors.ts'
import { codeOf } from '#db/query/retry-transaction.ts'

const AGAIN_S = 5

/** What PostgreSQL has run out of, or waits for, by the codes of its manual (appendix A). */
const PASSING: readonly [code: RegExp, detail: string][] = [
  [/^53100/, 'The disk of the database is full. Nothing can be kept until there is room again.'],
  [/^53/, 'The database is at its limits. Try again in a moment.'],
  [
    /^25006/,
    'The database takes nothing that is written at the moment: it is a standby, or its host has it read only. Try again in a moment.',
  ],
  [/^(57014|55P03)/, 'The database took too long: something holds it up. Try again in a moment.'],
  [/^(40|23503$|23505$)/, 'Somebody else changed the same at the same moment. Try again.'],
  [/^(08|57P0|55000)/, 'The database does not answer. Try again in a moment.'],
]

/** How `pg` says it where there is no code. */
const GONE = /^(Connection terminated|timeout exceeded when trying|Client has encountered a connection error)/

/** How sums that no number holds exactly are refused where they are read and added: money is never rounded. */
const INEXACT = /does not fit an exact number|within 2\^53 - 1/

/**
 * What failed for a reason that passes, as a 503 that says which and when to come again; and what the database cannot keep, as a
 * 422: the schemas say that first, and this stands behind them. Sums that no number holds are a 400.
 * @returns null where it is a fault of ours
 */
export function explainFailure(cause: unknown): AppError | null {
  const code = codeOf(cause) ?? ''
  const passing =
    PASSING.find(([codes]) => codes.test(code))?.[1] ?? (isGone(cause) ? PASSING.at(-1)?.[1] : undefined)
  if (passing)
    return new AppError('not-ready', passing, { cause, headers: { 'Retry-After': String(AGAIN_S) } })
  if (/^22|^23514$/.test(code))
    return new AppError(
      'unprocessable',
      'A value is beyond what can be kept. See that numbers and times are sound.',
      { cause },
    )
  if (cause instanceof RangeError && INEXACT.test(cause.message))
    return new AppError(
      'bad-request',
      'A sum is more than 2^53 - 1, which is more than a number holds exactly. Ask for a shorter period.',
      { cause },
    )
  return null
}

function isGone(error: unknown): boolean {
  return (
    hasCode(
      error,
      'ECONNREFUSED',
      'ECONNRESET',
      'EPIPE',
      'ETIMEDOUT',
      'ENOTFOUND',
      'EAI_AGAIN',
      'EHOSTUNREACH',
    ) ||
    (error instanceof Error && GONE.test(error.message))
  )
}
