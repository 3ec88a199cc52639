import { isPassing } from '#api/intake/passing.ts'

/** How often a transaction that met another is tried again as a whole. */
const TRIES = 5

/** Runs a transaction, and again where it met another; the wait between grows, and differs between the two. */
export async function tryAgain<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction()
    } catch (error) {
      if (!isPassing(error) || attempt === TRIES) throw error
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * attempt))
    }
  }
}
