/** An error that the person who runs Readout can mend: its message is shown alone, without a stack, and says what to do. */
export class PlainError extends Error {
  override name = 'PlainError' as const
}
