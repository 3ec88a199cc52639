/**
 * Why a source cannot be followed, for the person who runs it. The sentences never hold a secret.
 * - unreachable, silent, slow: the other side does not answer, or no more
 * - refused: it does not take the credentials, or they allow too little
 * - certificate: its certificate is not the one given, has expired, or is for another name
 * - stranger: what answers is no such wallet, or too old a version
 * - other-wallet: another wallet than the one that was followed before
 * - settings: the settings cannot be used
 */
export type SourceProblemCode =
  | 'unreachable'
  | 'silent'
  | 'slow'
  | 'refused'
  | 'certificate'
  | 'stranger'
  | 'other-wallet'
  | 'settings'
  | 'failed'

/** An error of a source, with what to do about it. */
export class SourceProblem extends Error {
  override name = 'SourceProblem' as const
  readonly code: SourceProblemCode
  /** What the person can do. */
  readonly step: string

  /** @param sentence what is wrong */
  constructor(code: SourceProblemCode, sentence: string, step: string, options?: ErrorOptions) {
    super(sentence, options)
    this.code = code
    this.step = step
  }
}

/** Any error as a problem of a source; what is not one is an error of ours, whose words stay in the log. */
export function asSourceProblem(error: unknown): SourceProblem {
  if (error instanceof SourceProblem) return error
  return new SourceProblem(
    'failed',
    'Readout could not work with what this source sent, or with its own database.',
    'It is tried again by itself. If this stays, look into the service log.',
    { cause: error },
  )
}

/** An error as its kind explains it; a problem that is one already, and what is none of the wallet's, stay as they are. */
export function explained(error: unknown, explain: (error: unknown) => SourceProblem | null): unknown {
  return error instanceof SourceProblem ? error : (explain(error) ?? error)
}
