/** Why an app is refused, in the standard's words where it has one, and by which status. */
const STATUS = {
  validation_failed: 400,
  app_assertion_required: 401,
  app_assertion_invalid: 401,
  app_assertion_expired: 401,
  app_assertion_binding_failed: 401,
  https_required: 403,
  app_not_registered: 403,
  app_suspended: 403,
  app_global_blocked: 403,
  sender_blocked: 403,
  not_found: 404,
  too_slow: 408,
  app_assertion_replay: 409,
  body_too_large: 413,
  rate_limited: 429,
  app_rate_limited: 429,
  failed: 500,
  registry_unavailable: 503,
} as const

export type RefusalCode = keyof typeof STATUS

/** All of them, for the document. */
export const REFUSALS = Object.entries(STATUS).map(([code, status]) => ({ code, status }))

/** What is wrong with a body: where, in the standard's `details`, or of which field, in its `errors`. */
type Mistakes =
  | { details: { path: string; message: string }[] }
  | { errors: { field: string; message: string }[] }

/** A request of an app that is refused, as the standard's clients read it. */
export class Refusal extends Error {
  override name = 'Refusal' as const
  readonly code: RefusalCode
  readonly headers: Record<string, string>
  readonly #mistakes: Mistakes | null

  /** @param message a sentence for the person who holds the app, or who makes it */
  constructor(
    code: RefusalCode,
    message: string,
    {
      headers = {},
      mistakes,
      ...options
    }: ErrorOptions & { headers?: Record<string, string>; mistakes?: Mistakes } = {},
  ) {
    super(message, options)
    this.code = code
    this.headers = headers
    this.#mistakes = mistakes ?? null
  }

  get status(): number {
    return STATUS[this.code]
  }

  /** The standard has the code as `errorCode` where the signature is at fault, else as `code`; apps read either. */
  get body(): object {
    return { message: this.message, errorCode: this.code, code: this.code, ...this.#mistakes }
  }
}
