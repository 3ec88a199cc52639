import { randomBytes } from 'node:crypto'
import type { Context } from '#api/context.ts'
import { parseReport } from '#api/intake/parse-report.ts'
import type { Outcome } from '#api/intake/report.ts'

/** What is told of a payment for a test; the rest is made up. */
export type Paid = {
  sats?: number
  /** What the listener sent in all, in sats; by default what arrived. */
  claimed?: number
  message?: string
  sender?: string
  action?: 'boost' | 'stream' | 'auto'
  episode?: string
  show?: string
  app?: string
  settled_at?: Date
  /** Without metadata: an invoice with this memo. */
  memo?: string
}

/** Records payments to the show's wallet as a source reports them. */
export async function pay(ctx: Context, ...payments: Paid[]): Promise<Outcome[]> {
  const reports = payments.map((paid) => {
    const parsed = parseReport(reportOf(paid), ctx.now())
    if ('error' in parsed) throw new Error(parsed.error)
    return parsed.report
  })
  const outcomes = await ctx.intake.record({ source: 'test node', kind: 'api', exactness: 4 }, reports)
  const refused = outcomes.find((outcome) => outcome.status === 'rejected')
  if (refused?.status === 'rejected') throw new Error(refused.error)
  return outcomes
}

function reportOf({
  sats = 1000,
  claimed = sats,
  message = '',
  sender = 'Marcel',
  action = 'boost',
  episode = 'The first one',
  show = 'Kill Show',
  app = 'Fountain',
  settled_at = new Date(),
  memo,
}: Paid): unknown {
  const id = randomBytes(32).toString('hex')
  const receipt = {
    source: 'test node',
    id,
    payment_hash: id,
    settled_at: settled_at.toISOString(),
    amount_msat: sats * 1000,
  }
  if (memo !== undefined) return { ...receipt, memo }
  return {
    ...receipt,
    boostagram: {
      action,
      podcast: show,
      episode,
      app_name: app,
      sender_name: sender,
      message,
      value_msat_total: claimed * 1000,
      ts: 120,
    },
  }
}
