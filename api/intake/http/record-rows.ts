import type { Request, Response } from 'express'
import type { Context } from '#api/context.ts'
import type { RecordResult, Rejection } from '#api/contract/payment.ts'
import type { Actor } from '#api/http/actor.ts'
import { notItsSource, postedBy } from '#api/intake/http/posted-by.ts'
import type { Entry, Outcome } from '#api/intake/origin.ts'
import type { ParsedJson } from '#api/intake/parse-json.ts'
import { parseReport } from '#api/intake/parse-report.ts'

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
