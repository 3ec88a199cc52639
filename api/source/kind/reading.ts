import type { Report } from '#api/intake/report.ts'
import { rawOf } from '#api/source/kind/raw-of.ts'

/** What one thing that a wallet or a file says comes to. */
export type ForeignReports = { reports: Report[] } | { skip: string } | { error: string }

/** Something that a wallet reported and that cannot be recorded. */
export type Unread = {
  /** Its id or hash at the source, by which it is known again; null where it has none that can be read. */
  ref: string | null
  /** It, as it was reported: see `rawOf`. */
  raw: string | null
  /** Why, as a sentence. */
  reason: string
}

/** What was read of what a wallet reported. */
export type Reading = { reports: Report[]; unread: Unread[] }

/** For moving the cursor alone. */
export const NOTHING: Reading = { reports: [], unread: [] }

/** What nobody thought of in one thing is said of that one. */
function readSafely<Item>(read: (item: Item) => ForeignReports, item: Item): ForeignReports {
  try {
    return read(item)
  } catch {
    return { error: 'it is not made as such things are.' }
  }
}

/**
 * Reads each thing apart: one that is bad never costs another.
 * @param refOf its id or hash, though the rest of it may be bad
 * @param keep what of it is kept word for word; with a report, the part that the report is of
 * @param named what it is called in a sentence, e.g. `The invoice 33`
 */
export function readEach<Item>(
  items: readonly Item[],
  read: (item: Item) => ForeignReports,
  refOf: (item: Item) => string | null,
  named: (item: Item) => string,
  keep: (item: Item, report: Report | null) => unknown = (item) => item,
): Reading {
  const reading: Reading = { reports: [], unread: [] }
  for (const item of items) {
    const result = readSafely(read, item)
    if ('reports' in result)
      for (const report of result.reports) reading.reports.push({ ...report, raw: rawOf(keep(item, report)) })
    if ('error' in result)
      reading.unread.push({
        ref: refOf(item),
        raw: rawOf(keep(item, null)),
        reason: `${named(item)} cannot be read: ${result.error}`,
      })
  }
  return reading
}
