/** How often a transaction that met another is tried again as a whole. */
const TRIES = 5

/** Runs a transaction, and again where it met another; the wait between grows, and differs between the two. */
export async function retryTransaction<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction()
    } catch (error) {
      if (!isTransient(error) || attempt === TRIES) throw error
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * attempt))
    }
  }
}

/** Serialization failure, deadlock, and a row that was merged away meanwhile (foreign key, unique). */
const PASSING = new Set(['40001', '40P01', '23503', '23505'])

/** Whether a transaction met another, so that it may succeed when tried again as a whole. */
export function isTransient(error: unknown): boolean {
  const code = codeOf(error)
  return (code !== null && PASSING.has(code)) || isOutdated(error)
}

/** Whether a statement was kept whose table has other columns by now: a newer version beside us gave it some. */
export function isOutdated(error: unknown): boolean {
  return codeOf(error) === '0A000' && error instanceof Error && /cached plan/.test(error.message)
}

/** The SQLSTATE of a database error, else null. */
export function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}
