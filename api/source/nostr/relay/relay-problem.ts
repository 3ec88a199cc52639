/**
 * Why a relay is not followed at the moment, as a sentence.
 * - unreachable, silent: it does not answer, or no more
 * - refused: it does not answer us, as those that want a login
 * - ended: we ended it
 */
export class RelayProblem extends Error {
  override name = 'RelayProblem' as const
  readonly code: 'unreachable' | 'silent' | 'refused' | 'ended'

  constructor(code: RelayProblem['code'], sentence: string) {
    super(sentence)
    this.code = code
  }
}
