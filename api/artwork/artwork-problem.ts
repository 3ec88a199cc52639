/** Why a picture is not taken, as a sentence for the person who looks why. */
export class ArtworkProblem extends Error {
  override name = 'ArtworkProblem' as const
}
