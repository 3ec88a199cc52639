import type { ImportCounts } from '#api/contract/import.ts'
import type { Item } from '#api/import/reader/item.ts'
import type { Outcome } from '#api/intake/report.ts'

/** A row with what became of each payment of it. */
export type Done = { item: Item; outcomes: readonly Outcome[] }

/** Reasons for leaving rows out are told one by one, up to so many; a file may hold any number of made-up ones. */
const REASONS = 20
const LONGEST_REASON = 100
const OTHERS = 'for other reasons'

export const NO_COUNTS: ImportCounts = {
  rows: 0,
  recorded: 0,
  updated: 0,
  duplicates: 0,
  conflicts: 0,
  refused: 0,
  skipped: {},
}

/** Counts what became of rows of a file. */
export function countItems(done: readonly Done[]): ImportCounts {
  const counts = { recorded: 0, updated: 0, duplicate: 0, conflict: 0, rejected: 0 }
  const skipped: Record<string, number> = {}
  for (const { item, outcomes } of done) {
    if ('skip' in item.reading) addReason(skipped, item.reading.skip, 1)
    else if ('error' in item.reading) counts.rejected++
    else for (const { status } of outcomes) counts[status]++
  }
  return {
    rows: done.length,
    recorded: counts.recorded,
    updated: counts.updated,
    duplicates: counts.duplicate,
    conflicts: counts.conflict,
    refused: counts.rejected,
    skipped,
  }
}

/** The counts of two parts of a file as one. */
export function addCounts(one: ImportCounts, other: ImportCounts): ImportCounts {
  const skipped = { ...one.skipped }
  for (const [reason, count] of Object.entries(other.skipped)) addReason(skipped, reason, count)
  return {
    rows: one.rows + other.rows,
    recorded: one.recorded + other.recorded,
    updated: one.updated + other.updated,
    duplicates: one.duplicates + other.duplicates,
    conflicts: one.conflicts + other.conflicts,
    refused: one.refused + other.refused,
    skipped,
  }
}

/** How many rows were left out, for whichever reason. */
export function countSkipped({ skipped }: ImportCounts): number {
  return Object.values(skipped).reduce((sum, count) => sum + count, 0)
}

/** Why a row was refused, each payment of it apart. */
export function errorsOf({ item: { reading }, outcomes }: Done): string[] {
  if ('error' in reading) return [reading.error]
  return outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? outcome.error : []))
}

function addReason(skipped: Record<string, number>, reason: string, count: number): void {
  const short = reason.slice(0, LONGEST_REASON)
  const known = Object.hasOwn(skipped, short) || Object.keys(skipped).length < REASONS
  const name = known ? short : OTHERS
  skipped[name] = (skipped[name] ?? 0) + count
}
