import type { Request, Response } from 'express'
import type { Kysely } from 'kysely'
import type { Context } from '#api/context.ts'
import type { RecordCounts, RecordResult, Rejection } from '#api/contract/payment.ts'
import type { Actor } from '#api/http/actor.ts'
import { AHEAD } from '#api/intake/check-report.ts'
import { type ParsedJson, parseReport } from '#api/intake/parse-report.ts'
import type { Entry, Origin, Outcome } from '#api/intake/report.ts'
import type { DB } from '#db/schema/index.ts'

/** What answers a body of payments is given. */
export type PostCall = {
  ctx: Context
  req: Request
  res: Response
  actor: Actor | null
  note: (detail: Record<string, unknown>) => Promise<void>
}

/** One row of a body, by its place in it. */
export type Row = ParsedJson & { index: number }

/** What became of one row. */
export type RowResult = RecordResult | (Rejection & { status: 'rejected' })

/**
 * Checks, reads and records rows, of one source or of several; one bad row never costs another.
 * @param bound the one source that may be reported for, its wallet and shows, or null
 * @returns a result per row, in order, once committed
 */
export async function recordRows(
  { intake, now, db }: Pick<Context, 'intake' | 'now' | 'db'>,
  rows: readonly Row[],
  bound: Bound | null,
): Promise<RowResult[]> {
  const results = new Map<number, RowResult>()
  const entries: (Entry & { index: number })[] = []
  for (const row of rows) {
    const parsed = 'error' in row ? row : parseReport(row.value, now(), bound?.source)
    if ('error' in parsed) results.set(row.index, rejected(row.index, parsed.error))
    else if (bound !== null && parsed.source !== bound.source)
      results.set(row.index, rejected(row.index, notItsSource(bound.source, parsed.source)))
    else if (
      bound !== null &&
      parsed.report.wallet !== null &&
      !(await mayName(db, bound, parsed.report.wallet))
    )
      results.set(row.index, rejected(row.index, notItsWallet(bound, parsed.report.wallet)))
    else entries.push({ index: row.index, origin: postedBy(parsed.source, bound), report: parsed.report })
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

function rejectionOf({ status: _, ...rejection }: Extract<RowResult, { status: 'rejected' }>): Rejection {
  return rejection
}

function rejected(index: number, error: string): RowResult {
  return { index, status: 'rejected', error, ...(error.startsWith(AHEAD) ? { retry: true } : {}) }
}

/** Of an endless stream, only the first rejections are listed again at its end; all of them were told as they came. */
const LISTED = 1_000

type Tally = {
  add(results: readonly RowResult[]): void
  counts(): RecordCounts & { rejected_count: number }
}

/** Counts what became of rows. */
export function tallyResults(): Tally {
  const count = { recorded: 0, updated: 0, duplicate: 0, conflict: 0, rejected: 0 }
  const listed: RecordCounts['rejected'] = []
  return {
    add(results) {
      for (const result of results) {
        count[result.status]++
        if (result.status === 'rejected' && listed.length < LISTED) listed.push(rejectionOf(result))
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
  }
}

/** What people type in is reported by this source. */
const BY_HAND = 'by hand'

/** A source that a key is bound to, the wallet that it may name beside the source's own, and its shows, where it is for some. */
export type Bound = { source: string; wallet: string | null; shows: readonly number[] | null }

/** What a key is bound to, or null where who reports may name any source. */
export function boundOf(actor: Actor | null): Bound | null {
  return actor?.kind === 'key' && actor.source !== null
    ? { source: actor.source, wallet: actor.wallet, shows: actor.shows }
    : null
}

/** Whether a bound key may report on this wallet: the key's, or the one that is its source's own. */
export async function mayName(db: Kysely<DB>, bound: Bound, wallet: string): Promise<boolean> {
  if (wallet === bound.wallet) return true
  const own = await db
    .selectFrom('sources')
    .innerJoin('wallets', 'wallets.id', 'sources.wallet_id')
    .select('wallets.name')
    .where('sources.name', '=', bound.source)
    .executeTakeFirst()
  // At first mention it is made under the source's name.
  return wallet === (own?.name ?? bound.wallet ?? bound.source)
}

/** What a source is that reports over HTTP, where it is not known yet: a wallet's API, or people. */
function postedBy(source: string, bound: Bound | null): Origin {
  const shows = bound?.shows ? { shows: bound.shows } : {}
  const wallet = bound?.wallet ? { wallet: bound.wallet } : {}
  return source === BY_HAND
    ? { source, kind: 'hand', exactness: 2, ...shows }
    : { source, kind: 'http', exactness: 3, ...wallet, ...shows }
}

/** What a key is told that reports for another source than its own. */
export function notItsSource(bound: string, named: string): string {
  return `This key reports for the source "${bound}" only, not for "${named}".`
}

/** What a key is told that reports on another wallet than its source's. */
export function notItsWallet({ source }: Bound, named: string): string {
  return `This key reports on the wallet of "${source}" only, not on "${named}". Make one for that wallet, or name none.`
}

/** How many rows became what, for the audit log. */
export function countResults(results: readonly RowResult[]): Record<string, number> {
  const counts = { recorded: 0, updated: 0, duplicates: 0, conflicts: 0, rejected: 0 }
  for (const { status } of results) counts[NAMES[status]]++
  return counts
}

const NAMES = {
  recorded: 'recorded',
  updated: 'updated',
  duplicate: 'duplicates',
  conflict: 'conflicts',
  rejected: 'rejected',
} as const
