/**
 * Why a relay is not followed at the moment, as a sentence.
 * - unreachable, silent: it does not answer, or no more
 * - refused: it does not answer us, as those that want a login
 * - floods: it sends what nobody asked for or signed, without end
 * - too-much: its answer to one question is too large; one that is for less may not be
 * - ended: we ended it
 */
export class RelayProblem extends Error {
  override name = 'RelayProblem' as const
  readonly code: 'unreachable' | 'silent' | 'refused' | 'floods' | 'too-much' | 'ended'

  constructor(code: RelayProblem['code'], sentence: string) {
    super(sentence)
    this.code = code
  }
}

/** Of a relay that sends more than can be read. */
export function flooding(code: 'floods' | 'too-much'): RelayProblem {
  return new RelayProblem(code, 'It sends far more than it was asked for.')
}

export function isFlood({ code }: RelayProblem): boolean {
  return code === 'floods' || code === 'too-much'
}
