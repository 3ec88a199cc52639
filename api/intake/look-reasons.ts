/** Why a receipt of the show's waits for a host, where it belongs to no show yet. */
export const LOOK = {
  names_no_show: 'Its metadata names no show.',
  no_metadata: 'It came without metadata.',
  /** Replaced once it has come, or will not come any more. */
  awaited: 'Its metadata is still to come from the address in its memo.',
} as const
