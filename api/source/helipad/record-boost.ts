import type { Context } from '#api/context.ts'
import type { WebhookAnswer } from '#api/contract/payment.ts'
import { AppError } from '#api/errors.ts'
import type { Actor } from '#api/http/actor.ts'
import { AHEAD } from '#api/intake/check-report.ts'
import { boundOf, mayName, notItsWallet } from '#api/intake/http/record-rows.ts'
import type { Origin } from '#api/intake/report.ts'
import { OUTSIDE } from '#api/intake/stay-within-shows.ts'
import { helipadBoostAsReports } from '#api/source/helipad/boost-as-reports.ts'

/**
 * Records what Helipad's webhook says. Its source is the key's, else `helipad`; its amounts are rounded down to whole sats.
 * @param wallet that of the node behind it, where the source is new and has another name
 * @throws AppError unprocessable with what is wrong, not-allowed where the key reports on another wallet
 */
export async function recordHelipadBoost(
  { db, intake }: Pick<Context, 'db' | 'intake'>,
  body: Record<string, unknown>,
  actor: Actor | null,
  wallet?: string,
): Promise<WebhookAnswer> {
  const read = helipadBoostAsReports(body)
  if ('skip' in read) return { status: 'skipped', reason: read.skip }
  if ('error' in read) throw new AppError('unprocessable', read.error)
  const bound = boundOf(actor)
  const named = bound ? bound.wallet : wallet
  const origin: Origin = {
    source: bound?.source ?? 'helipad',
    kind: 'helipad',
    exactness: 1,
    ...(named ? { wallet: named } : {}),
    ...(bound?.shows ? { shows: bound.shows } : {}),
  }
  if (bound && wallet && !(await mayName(db, bound, wallet)))
    throw new AppError('not-allowed', notItsWallet(bound, wallet))
  const [outcome] = await intake.record(origin, read.reports)
  if (!outcome) throw new AppError('unprocessable', 'There is no payment in it.')
  if (outcome.status === 'rejected' && outcome.error.startsWith(OUTSIDE))
    throw new AppError('not-allowed', outcome.error)
  if (outcome.status === 'rejected')
    throw new AppError(outcome.error.startsWith(AHEAD) ? 'not-ready' : 'unprocessable', outcome.error)
  return outcome
}
