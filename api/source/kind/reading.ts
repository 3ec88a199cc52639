import type { Report } from '#api/intake/report.ts'

/** What one thing that a wallet or a file says comes to. */
export type ForeignReports = { reports: Report[] } | { skip: string } | { error: string }

/** Something that a wallet reported and that cannot be recorded. */
export type Unread = {
  /** Its id or hash at the source, by which it is known again; null where it has none that can be read. */
  ref: string | null
  /** It, as it was reported. */
  raw: unknown
  /** Why, as a sentence. */
  reason: string
}

/** What was read of what a wallet reported. */
export type Reading = { reports: Report[]; unread: Unread[] }

/** For moving the cursor alone. */
export const NOTHING: Reading = { reports: [], unread: [] }

/**
 * Reads each thing apart: one that is bad never costs another.
 * @param refOf its id or hash, though the rest of it may be bad
 * @param named what it is called in a sentence, e.g. `The invoice 33`
 */
export function readEach<Item>(
  items: readonly Item[],
  read: (item: Item) => ForeignReports,
  refOf: (item: Item) => string | null,
  named: (item: Item) => string,
): Reading {
  const reading: Reading = { reports: [], unread: [] }
  for (const item of items) {
    const result = read(item)
    if ('reports' in result) reading.reports.push(...result.reports)
    if ('error' in result)
      reading.unread.push({
        ref: refOf(item),
        raw: item,
        reason: `${named(item)} cannot be read: ${result.error}`,
      })
  }
  return reading
}
