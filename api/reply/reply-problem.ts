/** Why a reply was not paid, as a sentence; the wallet was never told to pay. */
export class ReplyProblem extends Error {
  override name = 'ReplyProblem' as const
}
