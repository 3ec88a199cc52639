import type { Outcome } from '#api/intake/report.ts'
import { count } from '#scripts/import/progress.ts'
import type { Item } from '#scripts/import/reader/item.ts'

export type ItemTally = {
  add(item: Item, outcomes: readonly Outcome[]): void
  rows(): number
  rejected(): number
  /** For the audit log. */
  numbers(): Record<string, number>
  /** The summary, a sentence a line. */
  sentences(): string[]
}

/** Counts what became of the rows of a file. */
export function tallyItems(): ItemTally {
  const counts = { recorded: 0, updated: 0, duplicate: 0, conflict: 0, rejected: 0 }
  const skipped = new Map<string, number>()
  let rows = 0
  const numbers = () => ({
    read: rows,
    recorded: counts.recorded,
    updated: counts.updated,
    duplicates: counts.duplicate,
    conflicts: counts.conflict,
    rejected: counts.rejected,
    skipped: [...skipped.values()].reduce((sum, each) => sum + each, 0),
  })
  return {
    add({ reading }, outcomes) {
      rows++
      if ('skip' in reading) skipped.set(reading.skip, (skipped.get(reading.skip) ?? 0) + 1)
      else if ('error' in reading) counts.rejected++
      else for (const { status } of outcomes) counts[status]++
    },
    rows: () => rows,
    rejected: () => counts.rejected,
    numbers,
    sentences() {
      const { read, ...rest } = numbers()
      const parts = Object.entries(rest).map(([name, number]) => `${count(number)} ${name}`)
      const reasons = [...skipped].map(([reason, number]) => `${count(number)} ${reason}`)
      const lines = [`${count(read)} rows read: ${parts.join(', ')}.`]
      if (reasons.length > 0) lines.push(`Skipped: ${reasons.join('; ')}.`)
      if (counts.conflict > 0) lines.push('Conflicts are recorded, and wait under "Needs a look".')
      return lines
    },
  }
}
