import type { ImportCounts } from '#api/contract/import.ts'
import { countSkipped } from '#api/import/count-items.ts'
import { count } from '#scripts/import/progress.ts'

/** What became of a file's rows, for the audit log. */
export function numbersOf(counts: ImportCounts): Record<string, number> {
  const { rows, refused, skipped: _, ...rest } = counts
  return { read: rows, ...rest, rejected: refused, skipped: countSkipped(counts) }
}

/** The same as a summary, a sentence a line. */
export function sayCounts(counts: ImportCounts): string[] {
  const { read: _, ...rest } = numbersOf(counts)
  const parts = Object.entries(rest).map(([name, number]) => `${count(number)} ${name}`)
  const reasons = Object.entries(counts.skipped).map(([reason, number]) => `${count(number)} ${reason}`)
  const lines = [`${count(counts.rows)} rows read: ${parts.join(', ')}.`]
  if (reasons.length > 0) lines.push(`Skipped: ${reasons.join('; ')}.`)
  if (counts.conflicts > 0) lines.push('Conflicts are recorded, and wait under "Needs a look".')
  return lines
}
