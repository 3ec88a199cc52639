/**
 * Why nothing could be fetched.
 * - address: not https, with credentials in it, or not in the public internet
 * - redirects: too many
 * - size: larger than it may be
 * - late: not there in time
 * - network: the host does not answer, or not as https
 */
export type FetchProblemCode = 'address' | 'redirects' | 'size' | 'late' | 'network'

export class FetchProblem extends Error {
  override name = 'FetchProblem' as const
  readonly code: FetchProblemCode

  /** @param sentence for the person who looks why */
  constructor(code: FetchProblemCode, sentence: string, options?: ErrorOptions) {
    super(sentence, options)
    this.code = code
  }

  /** Whether another try may end otherwise. */
  get isPassing(): boolean {
    return this.code === 'late' || this.code === 'network'
  }
}
