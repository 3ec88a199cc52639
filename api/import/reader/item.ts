import type { Report } from '#api/intake/report.ts'
import { isTestNetwork } from '#api/source/kind/network.ts'

/** What one row of a file says: payments (an AMP invoice several), none, or nothing that can be read. */
export type ItemReading =
  | { entries: { source: string; report: Report }[] }
  | { skip: string }
  | { error: string }

/** One row of a file. */
export type Item = {
  /** Which it is, from 1: a line of text files, else an element or row. */
  place: number
  /** How far the file is read with it, in the unit of the reader's `total`. */
  position: number
  bytes: number
  reading: ItemReading
  /** As it stood in the file, for the rejects. */
  raw: () => unknown
}

/** Reads a file of one kind from its beginning, in lots as they come. */
export type Reader = {
  /** What `position` comes to at the end. */
  total: number
  items(): AsyncGenerator<Item[]>
}

export type ReaderOptions = {
  /** What people call the file; what it holds counts, its name is a hint. */
  name: string
  /** The source that is reported for where a row names none. */
  source: string
  now: () => Date
}

/** A longer row is rejected. */
export const LONGEST_ROW = 16 * 1024 * 1024

/** Gives what a foreign shape says to the source that the import is for. */
export function readingOf(
  read: { reports: Report[] } | { skip: string } | { error: string },
  source: string,
): ItemReading {
  if (!('reports' in read)) return read
  const { reports } = read
  if (reports.length > 0 && reports.every(({ network }) => isTestNetwork(network)))
    return { skip: 'money of a test network, which is worth nothing' }
  return { entries: reports.map((report) => ({ source, report })) }
}
