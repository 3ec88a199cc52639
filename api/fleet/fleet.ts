/** The processes that share this database with us. */
export type Fleet = {
  /** How many are alive, we among them: what is allowed to a stranger is divided by it. */
  size(): number
  setSize(size: number): void
}

/** We alone, until others are seen. */
export function createFleet(): Fleet {
  let size = 1
  return {
    size: () => size,
    setSize: (next) => {
      size = Math.max(1, next)
    },
  }
}
