/** More ordinary boosts than this may exceed what an encrypted message, or a relay, can hold. */
const LARGEST = 10
/** How many pages must be answered before a larger one is tried: twice as many after each that was not. */
const FIRST_PATIENCE = 4
const MOST_PATIENCE = 256

/** How many transactions to ask for at once: half as many where no answer came, more again after many that came. */
export type PageSize = { readonly size: number; answered(): void; late(): void }

export function createPageSize(): PageSize {
  let size = LARGEST
  let patience = FIRST_PATIENCE
  let streak = 0
  return {
    get size() {
      return size
    },
    answered: () => {
      streak += 1
      if (size === LARGEST || streak < patience) return
      size = Math.min(size * 2, LARGEST)
      streak = 0
    },
    late: () => {
      size = Math.max(1, size >> 1)
      patience = Math.min(patience * 2, MOST_PATIENCE)
      streak = 0
    },
  }
}
