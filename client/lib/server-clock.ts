let ahead = 0

/** Learns from an answer's `Date` how far the server's clock is ahead of ours. */
export function noteServerTime(date: string | null, now = Date.now()): void {
  const told = date ? Date.parse(date) : Number.NaN
  if (!Number.isNaN(told)) ahead = told - now
}

/** The server's time, to a second or two, in epoch milliseconds. */
export function serverNow(now = Date.now()): number {
  return now + ahead
}
