import { t } from '#client/language/shared.ts'
/** A request that was not answered as hoped; its message is a sentence for the person who meets it. */
export class RequestError extends Error {
  override name = 'RequestError' as const
  /** Of the answer; 0 where there was none. */
  readonly status: number
  /** The problem's own word, e.g. `not-found`; null where there is none. */
  readonly code: string | null

  constructor(
    status: number,
    detail: string,
    { code = null, ...options }: ErrorOptions & { code?: string | null } = {},
  ) {
    super(detail, options)
    this.status = status
    this.code = code
  }
}

/** What went wrong, in a sentence that can be shown. */
export function formatError(error: unknown): string {
  return error instanceof RequestError ? error.message : t('Something went wrong on this page. Reload it.')
}
