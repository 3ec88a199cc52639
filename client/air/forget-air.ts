import { forgetShelf } from '#client/air/store/shelf.ts'
import { forgetSegments } from '#client/air/store/use-segment.ts'

/** Forgets what this device keeps of segments, when somebody signs out. */
export async function forgetAir(): Promise<void> {
  forgetSegments()
  await forgetShelf()
}
