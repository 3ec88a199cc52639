/** A request that was not answered as hoped; its message is a sentence for the person who meets it. */
export class RequestError extends Error {
  override name = 'RequestError' as const
  /** Of the answer; 0 where there was none. */
  readonly status: number

  constructor(status: number, detail: string, options?: ErrorOptions) {
    super(detail, options)
    this.status = status
  }
}

/** What went wrong, in a sentence that can be shown. */
export function formatError(error: unknown): string {
  return error instanceof RequestError ? error.message : 'Something went wrong on this page. Reload it.'
}
