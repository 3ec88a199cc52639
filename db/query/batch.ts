/** At most so many payments go into one transaction. */
export const BATCH = 1_000
