import { hasCode } from '#api/has-code.ts'

const TRIES = 4
/** Serialization failure and deadlock: the transaction met another, and all of it may be done again. */
const MET_ANOTHER = ['40001', '40P01']

/** Does a transaction again where it met another one. */
export async function tryAgain<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === TRIES || !hasCode(error, ...MET_ANOTHER)) throw error
    }
  }
}
