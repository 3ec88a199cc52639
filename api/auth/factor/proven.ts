/** For so long what is asked of one who proved to be oneself may be done. */
export const PROVEN_MS = 15 * 60_000
