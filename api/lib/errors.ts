/** An error that the person who runs Readout can mend: its message is shown alone, without a stack, and says what to do. */
export class PlainError extends Error {
  override name = 'PlainError' as const
}

/** Whether an error carries one of these codes, of the system (`ENOENT`) or of PostgreSQL (`23505`). */
export function hasCode(error: unknown, ...codes: string[]): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && typeof error.code === 'string' && codes.includes(error.code)) return true
  return error instanceof AggregateError && error.errors.some((inner) => hasCode(inner, ...codes))
}
