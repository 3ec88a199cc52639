import type { Context } from '#api/context.ts'
import type { WebhookAnswer } from '#api/contract/payment.ts'
import { AppError } from '#api/errors.ts'
import type { Actor } from '#api/http/actor.ts'
import { boundSource } from '#api/intake/http/record-rows.ts'
import { helipadBoostAsReports } from '#api/source/helipad/boost-as-reports.ts'

/**
 * Records what Helipad's webhook says. Its source is the key's, else `helipad`; its amounts are rounded down to whole sats.
 * @param wallet that of the node behind it, where the source is new and has another name
 * @throws AppError unprocessable with what is wrong
 */
export async function recordHelipadBoost(
  { intake }: Pick<Context, 'intake'>,
  body: Record<string, unknown>,
  actor: Actor | null,
  wallet?: string,
): Promise<WebhookAnswer> {
  const read = helipadBoostAsReports(body)
  if ('skip' in read) return { status: 'skipped', reason: read.skip }
  if ('error' in read) throw new AppError('unprocessable', read.error)
  const origin = { source: boundSource(actor) ?? 'helipad', kind: 'helipad', exactness: 1 as const }
  const [outcome] = await intake.record(wallet ? { ...origin, wallet } : origin, read.reports)
  if (!outcome || outcome.status === 'rejected')
    throw new AppError('unprocessable', outcome?.error ?? 'There is no payment in it.')
  return outcome
}
