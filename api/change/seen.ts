/**
 * Which transactions were seen to be committed, as PostgreSQL's snapshots say it: all with a number below, save those that were under way.
 * https://www.postgresql.org/docs/18/functions-info.html#FUNCTIONS-INFO-SNAPSHOT
 */
export type Seen = { below: bigint; open: readonly bigint[] }

/** Of nothing. */
export const NOTHING_SEEN: Seen = { below: 1n, open: [] }

/** Reads a snapshot as text, `xmin:xmax:xip,…`. */
export function parseSeen(text: string): Seen {
  const [, below = '1', open = ''] = text.split(':')
  return { below: BigInt(below), open: open === '' ? [] : open.split(',').map(BigInt) }
}

/** Writes it as PostgreSQL takes it. */
export function formatSeen({ below, open }: Seen): string {
  const sorted = [...new Set(open)].filter((xid) => xid > 0n && xid < below).sort((a, b) => (a < b ? -1 : 1))
  const end = below < 1n ? 1n : below
  return `${sorted[0] ?? end}:${end}:${sorted.join(',')}`
}

/**
 * What is seen by who had seen `before`, and has now also read, in the order of transactions, what `now` sees, as far as `last` and all of it:
 * those between that were under way are still to come, and so are those after it.
 */
export function seenUpTo(before: Seen, now: Seen, last: bigint): Seen {
  return {
    below: before.below > last ? before.below : last + 1n,
    open: [...before.open.filter((xid) => xid > last), ...now.open.filter((xid) => xid <= last)],
  }
}
