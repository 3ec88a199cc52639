import type { Kysely } from 'kysely'
import { parseReport } from '#api/intake/parse-report.ts'
import { recordReports } from '#api/intake/record-reports.ts'
import type { DB } from '#db/schema/index.ts'

let made = 0

/** A payment as `POST /payments` takes it: a boost of 1,000 sats to one wallet, but for what is said otherwise. */
export function makeReport(over: Record<string, unknown> = {}): Record<string, unknown> {
  made++
  const { boostagram, ...rest } = over
  return {
    source: 'node',
    id: `payment-${made}`,
    settled_at: '2026-05-14T18:00:00Z',
    amount_msat: 1_000_000,
    ...(boostagram === null
      ? {}
      : {
          boostagram: {
            action: 'boost',
            podcast: 'LINUX Unplugged',
            episode: "458: NVIDIA's New View",
            app_name: 'Fountain',
            sender_name: 'winebear',
            message: `Message ${made}`,
            ...(boostagram as object | undefined),
          },
        }),
    ...rest,
  }
}

export type RecordedPayment = { status: string; payment_id: string; boost_id: string | null }

/**
 * Records payments as intake does, in one transaction.
 * @returns an outcome per payment; throws where one is rejected
 */
export async function recordPayments(
  db: Kysely<DB>,
  ...inputs: Record<string, unknown>[]
): Promise<RecordedPayment[]> {
  const entries = inputs.map((input) => {
    const parsed = parseReport(input, new Date('2027-01-01T00:00:00Z'))
    if ('error' in parsed) throw new Error(parsed.error)
    return {
      origin: { source: parsed.source, kind: 'http', exactness: 3 as const },
      report: parsed.report,
    }
  })
  const outcomes = await recordReports(db, entries)
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw new Error(outcome.error)
    return outcome
  })
}

/** Records one payment that becomes a boost. @returns the boost's id */
export async function recordBoost(db: Kysely<DB>, over: Record<string, unknown> = {}): Promise<string> {
  const [outcome] = await recordPayments(db, makeReport(over))
  if (!outcome?.boost_id) throw new Error('The payment made no boost')
  return outcome.boost_id
}
