import type { Request, Response } from 'express'
import type { Context } from '#api/context.ts'
import type { RecordCounts, RecordResult, Rejection } from '#api/contract/payment.ts'
import type { Actor } from '#api/http/actor.ts'
import { type ParsedJson, parseReport } from '#api/intake/parse-report.ts'
import type { Entry, Origin, Outcome } from '#api/intake/report.ts'

/** What answers a body of payments is given. */
export type PostCall = {
  ctx: Context
  req: Request
  res: Response
  actor: Actor | null
  note: (detail: Record<string, unknown>) => void
}

/** One row of a body, by its place in it. */
export type Row = ParsedJson & { index: number }

/** What became of one row. */
export type RowResult = RecordResult | (Rejection & { status: 'rejected' })

/**
 * Checks, reads and records rows, of one source or of several; one bad row never costs another.
 * @param bound the one source that may be reported for, or null
 * @returns a result per row, in order, once committed
 */
export async function recordRows(
  { intake, now }: Pick<Context, 'intake' | 'now'>,
  rows: readonly Row[],
  bound: string | null,
): Promise<RowResult[]> {
  const results = new Map<number, RowResult>()
  const entries: (Entry & { index: number })[] = []
  for (const row of rows) {
    const parsed = 'error' in row ? row : parseReport(row.value, now(), bound ?? undefined)
    if ('error' in parsed) results.set(row.index, rejected(row.index, parsed.error))
    else if (bound !== null && parsed.source !== bound)
      results.set(row.index, rejected(row.index, notItsSource(bound, parsed.source)))
    else entries.push({ index: row.index, origin: postedBy(parsed.source), report: parsed.report })
  }
  const outcomes = await intake.recordEntries(entries)
  entries.forEach(({ index }, at) => {
    const outcome = outcomes[at]
    if (outcome) results.set(index, resultOf(index, outcome))
  })
  return rows.flatMap(({ index }) => results.get(index) ?? [])
}

function resultOf(index: number, outcome: Outcome): RowResult {
  if (outcome.status === 'rejected') return rejected(index, outcome.error)
  const { payment_id, boost_id, status } = outcome
  return { index, payment_id, boost_id, status }
}

function rejected(index: number, error: string): RowResult {
  return { index, status: 'rejected', error }
}

/** Of an endless stream, only the first rejections are listed again at its end; all of them were told as they came. */
const LISTED = 1_000

type Tally = {
  add(results: readonly RowResult[]): void
  counts(): RecordCounts & { rejected_count: number }
  /** For the audit log. */
  numbers(): Record<string, number>
}

/** Counts what became of rows. */
export function tallyResults(): Tally {
  const count = { recorded: 0, updated: 0, duplicate: 0, conflict: 0, rejected: 0 }
  const listed: RecordCounts['rejected'] = []
  return {
    add(results) {
      for (const result of results) {
        count[result.status]++
        if (result.status === 'rejected' && listed.length < LISTED)
          listed.push({ index: result.index, error: result.error })
      }
    },
    counts: () => ({
      recorded: count.recorded,
      updated: count.updated,
      duplicates: count.duplicate,
      conflicts: count.conflict,
      rejected: listed,
      rejected_count: count.rejected,
    }),
    numbers: () => ({
      recorded: count.recorded,
      updated: count.updated,
      duplicates: count.duplicate,
      conflicts: count.conflict,
      rejected: count.rejected,
    }),
  }
}

/** What people type in is reported by this source. */
const BY_HAND = 'by hand'

/** The one source that a key is bound to, or null where who reports may name any. */
export function boundSource(actor: Actor | null): string | null {
  return actor?.kind === 'key' ? actor.source : null
}

/** What a source is that reports over HTTP, where it is not known yet: a wallet's API, or people. */
function postedBy(source: string): Origin {
  return source === BY_HAND ? { source, kind: 'hand', exactness: 2 } : { source, kind: 'http', exactness: 3 }
}

/** What a key is told that reports for another source than its own. */
export function notItsSource(bound: string, named: string): string {
  return `This key reports for the source "${bound}" only, not for "${named}".`
}
