import { type Kysely, sql, type Transaction } from 'kysely'
import { neighbourhoodKey, neighbourhoodOf } from '#api/boost/group/grouping-keys.ts'
import { loadNeighbourhood } from '#api/boost/group/load-neighbourhood.ts'
import { type BoostPlan, planBoosts } from '#api/boost/group/plan-boosts.ts'
import { regroup } from '#api/boost/group/regroup.ts'
import { settleCadence } from '#api/boost/group/settle-cadence.ts'
import { updateBoosts } from '#api/boost/group/write-boosts.ts'
import { settleNear } from '#api/claim/follow-payments.ts'
import { composePayments } from '#api/intake/compose-payments.ts'
import { joinPayments } from '#api/intake/match/join-payments.ts'
import { type Ledger, loadLedger } from '#api/intake/match/known-payment.ts'
import { type Match, matchReports } from '#api/intake/match/match-reports.ts'
import { adoptPlacement, newParts, newPayments, storedParts } from '#api/intake/parts-of.ts'
import { linkRefunds } from '#api/intake/refunds.ts'
import type { Entry, Outcome } from '#api/intake/report.ts'
import { type Place, resolvePlaces } from '#api/intake/resolve-sources.ts'
import { refuseOfOthers, refuseOutsideShows } from '#api/intake/stay-within-shows.ts'
import { insertBatch } from '#api/intake/write/insert-batch.ts'
import { updatePayments } from '#api/intake/write/write-payments.ts'
import { actionInMemo } from '#api/payment/belonging.ts'
import { loadMetadata } from '#api/payment/best-metadata.ts'
import { hashKey, refKey } from '#api/payment/identity.ts'
import { refreshNames } from '#api/supporter/refresh-names.ts'
import { lockKeys } from '#db/query/locks.ts'
import { isTransient, retryTransaction } from '#db/query/retry-transaction.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Records reports in one transaction: the one way in. Idempotent, and safe beside itself: what it touches is locked in
 * sorted order first.
 * @param entries at most `BATCH`
 * @param also runs in the same transaction, told of the outcomes, e.g. to move a source's cursor; run again where the transaction is
 * @returns an outcome per entry, in order, once committed
 */
export async function recordReports(
  db: Kysely<DB>,
  entries: readonly Entry[],
  also?: (trx: Transaction<DB>, outcomes: readonly Outcome[]) => Promise<void>,
): Promise<Outcome[]> {
  const { outcomes, claims_near } = await retryTransaction(() =>
    db.transaction().execute(async (trx) => {
      const recorded = await recordIn(trx, entries)
      await also?.(trx, recorded.outcomes)
      return recorded
    }),
  )
  if (claims_near) await settle(db, outcomes)
  return outcomes
}

/** What was claimed of these payments finds them now; what is busy the job for claims does. */
async function settle(db: Kysely<DB>, outcomes: readonly Outcome[]): Promise<void> {
  const boosts = outcomes.flatMap((outcome) =>
    outcome.status === 'rejected' ? [] : (outcome.boost_id ?? []),
  )
  try {
    await settleNear(db, boosts)
  } catch (error) {
    if (!isTransient(error)) throw error
  }
}

async function recordIn(
  trx: Transaction<DB>,
  entries: readonly Entry[],
): Promise<{ outcomes: Outcome[]; claims_near: boolean }> {
  if (entries.length === 0) return { outcomes: [], claims_near: false }
  const places = await resolvePlaces(trx, entries)
  await lockKeys(trx, 'payments', identitiesOf(entries, places))
  const ledger = await loadLedger(trx, entries, places)
  refuseOfOthers(entries, places, ledger)
  await lockKeys(trx, 'neighbourhoods', neighbourhoodsOf(entries, ledger))
  const found = matchReports(entries, places, ledger)
  const { matches, changed, joined } = found

  await loadMetadata(trx, found)
  const composed = await composePayments(
    trx,
    [...found.described].filter((payment) => payment.refund_of === null),
    places.map((place) => place.wallet),
    new Set(matches.flatMap(({ entry, payment }) => (entry.origin.shows === undefined ? [] : payment))),
  )
  const altered = [...changed, ...joined.map(({ ended }) => ended)]
  await updatePayments(trx, changed, composed)
  for (const { ended, into } of joined) await joinPayments(trx, ended, into)

  const added = newPayments(matches, composed)
  const touched = altered.flatMap((payment) => [payment, { ...payment, ...composed.get(payment) }])
  const cadence = await settleCadence(
    trx,
    touched,
    added.map(({ payment, composed: details }) => ({ ...payment, ...details })),
  )
  for (const { payment, composed: details } of added)
    if (cadence.streaming.has(payment.id)) details.action = 'stream'
  const formerBoosts = [...altered.flatMap((payment) => payment.boost_id ?? []), ...cadence.formerBoosts]
  const own = await storedParts(trx, found, formerBoosts, cadence.moved)
  const near = await loadNeighbourhood(trx, [...newParts(added), ...own])
  const plan = await planBoosts(trx, near, formerBoosts)
  for (const { payment, composed: details } of added)
    adoptPlacement(payment, details, plan.placements.get(payment.id))
  refuseOutsideShows(matches, composed)
  const details = [...composed.values()]
  const { refunds_wait, claims_near, renamed } = await insertBatch(trx, plan.created, added, matches, details)
  await updateBoosts(trx, plan, near)
  const paid = await linkRefunds(trx, found, refunds_wait)
  await regroup(trx, { payment_ids: paid })
  await refreshNames(trx, renamed)
  const moved = changed.size > 0 || paid.length > 0 || cadence.moved.length > 0
  return { outcomes: await outcomesOf(trx, matches, moved ? null : plan), claims_near }
}

/** Everything that could tell these reports apart from others'. */
function identitiesOf(entries: readonly Entry[], places: readonly Place[]): Set<string> {
  const keys = new Set<string>()
  entries.forEach(({ report }, index) => {
    const wallet = places[index]?.wallet.id ?? 0
    keys.add(refKey(wallet, report.ref))
    if (report.refund_of !== null) keys.add(refKey(wallet, report.refund_of))
    const hash = hashKey(report)
    if (hash) keys.add(hash)
  })
  return keys
}

/** The senders whose boosts these reports may join, and those of the payments that they may change. */
function neighbourhoodsOf(entries: readonly Entry[], ledger: Ledger): Set<string> {
  const keys = new Set<string>()
  for (const { report } of entries) {
    const reading = report.metadata?.reading
    if (reading && reading.action !== 'stream')
      keys.add(neighbourhoodKey(reading.app.name, reading.sender.name, reading.sender.id))
    if (!reading && actionInMemo(report) === 'auto') keys.add(neighbourhoodKey(null, null, null))
  }
  for (const payment of [...ledger.byHash.values()].flat()) keys.add(neighbourhoodOf(payment))
  for (const { payment } of [...ledger.byRef.values()].flat()) keys.add(neighbourhoodOf(payment))
  return keys
}

/** @param plan where all that can have moved was planned; else what is stored answers */
async function outcomesOf(
  trx: Transaction<DB>,
  matches: readonly Match[],
  plan: BoostPlan | null,
): Promise<Outcome[]> {
  const stored = plan ? null : await loadBoostIds(trx, matches)
  return matches.map(({ payment, status }) => ({
    status,
    payment_id: payment.id,
    boost_id: stored
      ? (stored.get(payment.id) ?? null)
      : (plan?.placements.get(payment.id)?.boost_id ?? payment.boost_id),
  }))
}

async function loadBoostIds(trx: Transaction<DB>, matches: readonly Match[]) {
  const ids = [...new Set(matches.map(({ payment }) => payment.id))]
  const rows = await trx
    .selectFrom('payments')
    .select(['id', 'boost_id'])
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, row.boost_id]))
}
