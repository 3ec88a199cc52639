import type { Kysely, Transaction } from 'kysely'
import type { Logger } from 'pino'
import { checkReport } from '#api/intake/check-report.ts'
import { recordReports } from '#api/intake/record-reports.ts'
import type { Entry, Outcome, Refused } from '#api/intake/report.ts'
import { OutsideShows } from '#api/intake/stay-within-shows.ts'
import { codeOf } from '#db/query/retry-transaction.ts'
import type { DB } from '#db/schema/index.ts'

const TOO_MUCH =
  'What it is a part of would come to more than 2^53 - 1 msat, which is more than can be added up.'
const REFUSED = 'The database refused this payment; the service log says why.'

/**
 * Checks and records a batch; where it is refused, by the database or since it is of other shows, in halves, until the one report is
 * found that is the reason.
 * @param also runs in the transaction that records the last of the batch, even where that one is refused; it is told of all that
 *   are refused, and of the outcome of each entry
 * @param now the clock, since no payment is settled in the future
 * @returns an outcome per entry, in order, once committed
 * @throws what the database throws for other reasons than the data
 */
export async function recordOrSplit(
  db: Kysely<DB>,
  log: Logger,
  entries: readonly Entry[],
  also?: Also,
  now: Date = new Date(),
): Promise<Outcome[]> {
  const problems = entries.map(({ report }) => checkReport(report, now))
  const refused = entries.flatMap(({ report }, at) => {
    const error = problems[at] ?? null
    return error === null ? [] : [{ report, error }]
  })
  const withProblems = (outcomes: readonly Outcome[]): Outcome[] => {
    let next = 0
    return problems.flatMap((error) =>
      error === null ? (outcomes[next++] ?? []) : { status: 'rejected' as const, error },
    )
  }
  const checked = entries.filter((_, at) => problems[at] === null)
  const beside: Also | undefined = also && ((trx, all, outcomes) => also(trx, all, withProblems(outcomes)))
  return withProblems(await recordChecked(db, log, checked, refused, [], beside))
}

type Also = (trx: Transaction<DB>, refused: readonly Refused[], outcomes: readonly Outcome[]) => Promise<void>

/** @param before outcomes of what came before in the batch, for `also` */
async function recordChecked(
  db: Kysely<DB>,
  log: Logger,
  entries: readonly Entry[],
  refused: Refused[],
  before: readonly Outcome[],
  also?: Also,
): Promise<Outcome[]> {
  try {
    return await recordReports(
      db,
      entries,
      also && ((trx, outcomes) => also(trx, refused, [...before, ...outcomes])),
    )
  } catch (error) {
    if (entries.length === 0 || !isRefusal(error)) throw error
    const [only] = entries
    if (only && entries.length === 1) {
      const isOutside = error instanceof OutsideShows
      if (!isOutside) log.error({ err: error }, 'a payment could not be recorded')
      const reason = isOutside ? error.message : error instanceof RangeError ? TOO_MUCH : REFUSED
      refused.push({ report: only.report, error: reason })
      const outcome: Outcome = { status: 'rejected', error: reason }
      if (also) await recordReports(db, [], (trx) => also(trx, refused, [...before, outcome]))
      return [outcome]
    }
    const half = entries.length >> 1
    const first = await recordChecked(db, log, entries.slice(0, half), refused, [])
    const rest = entries.slice(half)
    return [...first, ...(await recordChecked(db, log, rest, refused, [...before, ...first], also))]
  }
}

/**
 * Errors about the data (classes 21 to 23), about other transactions (40), or a limit that a smaller batch may keep (54, and
 * 53200, locks that are too many), not about the connection; and a sum that is no exact number any more.
 */
function isRefusal(error: unknown): boolean {
  if (error instanceof RangeError || error instanceof OutsideShows) return true
  return /^(2[1-3]|40|54|53200)/.test(codeOf(error) ?? '')
}
