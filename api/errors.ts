/** What went wrong, as a stable word for machines; the client shows `detail`. */
export type ProblemCode =
  | 'bad-request'
  | 'not-signed-in'
  | 'not-allowed'
  | 'prove-again'
  | 'not-found'
  | 'wrong-method'
  | 'too-slow'
  | 'conflict'
  | 'gone'
  | 'too-large'
  | 'wrong-content-type'
  | 'wrong-host'
  | 'unprocessable'
  | 'too-many-requests'
  | 'not-ready'
  | 'no-room'

const STATUS: Record<ProblemCode, number> = {
  'bad-request': 400,
  'not-signed-in': 401,
  'not-allowed': 403,
  'prove-again': 403,
  'not-found': 404,
  'wrong-method': 405,
  'too-slow': 408,
  conflict: 409,
  gone: 410,
  'too-large': 413,
  'wrong-content-type': 415,
  'wrong-host': 421,
  unprocessable: 422,
  'too-many-requests': 429,
  'not-ready': 503,
  'no-room': 507,
}

/** An error that a client is told about: its code, and a sentence that says what to do. */
export class AppError extends Error {
  override name = 'AppError' as const
  readonly code: ProblemCode
  readonly status: number
  /** What the answer's head says with it, e.g. `Retry-After`. */
  readonly headers: Record<string, string>

  /** @param detail a sentence for the person who meets it */
  constructor(
    code: ProblemCode,
    detail: string,
    { headers = {}, ...options }: ErrorOptions & { headers?: Record<string, string> } = {},
  ) {
    super(detail, options)
    this.code = code
    this.headers = code === 'not-ready' ? { 'Retry-After': '5', ...headers } : headers
    this.status = STATUS[code]
  }
}

/**
 * What was looked for, once it was found.
 * @param what as a sentence names it, e.g. `boost with this id`
 * @throws AppError not-found
 */
export function orNotFound<T>(found: T | null | undefined, what: string): T {
  if (found === null || found === undefined) throw new AppError('not-found', `There is no ${what}.`)
  return found
}
