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

/**
 * Reads one thing, with what is kept of it word for word; what nobody thought of in it is said of that one.
 * @param keep what is kept; with a report, the part that the report is of
 */
export function readSafely<Item>(
  read: (item: Item) => ForeignReports,
  item: Item,
  keep: (item: Item, report: Report | null) => unknown = (item) => item,
): ForeignReports {
  try {
    const result = read(item)
    if (!('reports' in result)) return result
    return { reports: result.reports.map((report) => ({ ...report, raw: rawOf(keep(item, report)) })) }
  } catch {
    return { error: 'it is not made as such things are.' }
  }
}

/** Null where what is to be said of a bad thing cannot be said of this one. */
function attempt<T>(say: () => T): T | null {
  try {
    return say()
  } catch {
    return null
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
    const result = readSafely(read, item, keep)
    if ('reports' in result) reading.reports.push(...result.reports)
    if ('error' in result)
      reading.unread.push({
        ref: attempt(() => refOf(item)),
        raw: attempt(() => rawOf(keep(item, null))),
        reason: `${attempt(() => named(item)) ?? 'Something'} cannot be read: ${result.error}`,
      })
  }
  return reading
}
