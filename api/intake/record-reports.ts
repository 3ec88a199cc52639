import { type Kysely, sql, type Transaction } from 'kysely'
import { loadNeighbourhood, loadParts, type StoredPart } from '#api/boost/load-neighbourhood.ts'
import { planBoosts } from '#api/boost/plan-boosts.ts'
import { writeBoosts } from '#api/boost/write-boosts.ts'
import { type Composed, composePayments } from '#api/intake/compose-payments.ts'
import { neighbourhoodKey } from '#api/intake/grouping-keys.ts'
import { joinPayments } from '#api/intake/join-payments.ts'
import { hashKey, type KnownPayment, loadLedger, refKey } from '#api/intake/known-payment.ts'
import { lockKeys } from '#api/intake/locks.ts'
import { type Match, matchReports } from '#api/intake/match-reports.ts'
import type { Entry, Outcome } from '#api/intake/origin.ts'
import { linkWaitingRefunds } from '#api/intake/refunds.ts'
import { type Place, resolvePlaces } from '#api/intake/resolve-sources.ts'
import {
  insertPayments,
  insertSightings,
  type NewPayment,
  updatePayments,
} from '#api/intake/write-payments.ts'
import { refreshNames } from '#api/supporter/refresh-names.ts'
import type { DB } from '#db/schema/index.ts'

/** At most so many payments go into one transaction. */
export const BATCH = 1_000

/**
 * Records reports in one transaction: the one way in. Idempotent, and safe beside itself: what it touches is locked in
 * sorted order first.
 * @param entries at most `BATCH`
 * @param also runs in the same transaction, e.g. to move a source's cursor
 * @returns an outcome per entry, in order, once committed
 */
export async function recordReports(
  db: Kysely<DB>,
  entries: readonly Entry[],
  also?: (trx: Transaction<DB>) => Promise<void>,
): Promise<Outcome[]> {
  return await db.transaction().execute(async (trx) => {
    const outcomes = await recordIn(trx, entries)
    await also?.(trx)
    return outcomes
  })
}

async function recordIn(trx: Transaction<DB>, entries: readonly Entry[]): Promise<Outcome[]> {
  if (entries.length === 0) return []
  const places = await resolvePlaces(trx, entries)
  await lockKeys(trx, 'payments', locksOf(entries, places))
  const ledger = await loadLedger(trx, entries, places)
  const { matches, changed, joined } = matchReports(entries, places, ledger)

  const composed = await composePayments(
    trx,
    matches.filter((match) => match.speaks),
  )
  const news = newPayments(matches, composed)
  const parts = await partsOf(trx, news, changed, composed)
  const near = await loadNeighbourhood(trx, parts)
  const left = [...changed].flatMap((payment) => payment.boost_id ?? [])
  const plan = await planBoosts(trx, near, left)
  await writeBoosts(trx, plan, near)
  for (const { payment, composed: words } of news) {
    const home = plan.homes.get(payment.id)
    if (!home) continue
    payment.boost_id = home.boost_id
    words.episode_id = home.episode_id
    words.supporter_id = home.supporter_id
  }
  await insertPayments(trx, news)
  await updatePayments(trx, changed, composed)
  for (const { id, into } of joined) await joinPayments(trx, id, into.id)
  await insertSightings(trx, matches)
  await linkWaitingRefunds(trx, news)
  await refreshNames(trx, await renamed(trx, [...composed.values()]))
  return matches.map(({ payment, status }) => ({
    status,
    payment_id: payment.id,
    boost_id: plan.homes.get(payment.id)?.boost_id ?? payment.boost_id,
  }))
}

/** Everything that could tell these reports apart from others': identities, and the senders whose boosts they may join. */
function locksOf(entries: readonly Entry[], places: readonly Place[]): Set<string> {
  const keys = new Set<string>()
  entries.forEach(({ report }, index) => {
    const wallet = places[index]?.wallet.id ?? 0
    keys.add(refKey(wallet, report.ref))
    if (report.refund_of !== null) keys.add(refKey(wallet, report.refund_of))
    const hash = hashKey(report)
    if (hash) keys.add(hash)
    const reading = report.metadata?.reading
    if (reading && reading.action !== 'stream')
      keys.add(neighbourhoodKey(reading.app.name, reading.sender.name, reading.sender.id))
  })
  return keys
}

function newPayments(matches: readonly Match[], composed: ReadonlyMap<KnownPayment, Composed>): NewPayment[] {
  const news = new Map<KnownPayment, NewPayment>()
  for (const { payment } of matches) {
    const words = composed.get(payment)
    if (!payment.stored && words) news.set(payment, { payment, composed: words })
  }
  return [...news.values()]
}

/** The payments of this batch that make boosts: new ones, and stored ones that changed. */
async function partsOf(
  trx: Transaction<DB>,
  news: readonly NewPayment[],
  changed: ReadonlySet<KnownPayment>,
  composed: ReadonlyMap<KnownPayment, Composed>,
): Promise<StoredPart[]> {
  const parts: StoredPart[] = []
  for (const { payment, composed: words } of news) {
    if (isPart(words)) parts.push(partOf(payment, words))
  }
  const spoken = [...changed].flatMap((payment) => {
    const words = composed.get(payment)
    return words ? [{ payment, words }] : []
  })
  for (const { payment, words } of spoken) if (isPart(words)) parts.push(partOf(payment, words))
  const silent = [...changed].filter((payment) => !composed.has(payment))
  const stored = await loadParts(trx, { payments: silent.map((payment) => payment.id) })
  for (const part of stored) {
    const payment = silent.find(({ id }) => id === part.id)
    parts.push({
      ...part,
      settled_at: payment?.settled_at ?? part.settled_at,
      amount_msat: payment?.amount_msat ?? part.amount_msat,
      order: payment?.payment_hash ?? part.order,
    })
  }
  return parts
}

function isPart(words: Composed): boolean {
  return (
    words.ours &&
    !words.set_aside &&
    words.show_id !== null &&
    words.refund_ref === null &&
    isBoost(words.action)
  )
}

function isBoost(action: string | null): boolean {
  return action === 'boost' || action === 'auto'
}

function partOf(payment: KnownPayment, words: Composed): StoredPart {
  return {
    ...payment,
    ...words,
    order: payment.payment_hash ?? payment.ref,
    recipient: `${payment.wallet_id} ${words.recipient}`,
    pinned: false,
  }
}

/** Supporters who may have used another name than the one they are shown under. */
async function renamed(trx: Transaction<DB>, words: readonly Composed[]): Promise<string[]> {
  const used = words.flatMap(({ supporter_id, sender_name }) =>
    supporter_id !== null && sender_name !== null ? [{ supporter_id, sender_name }] : [],
  )
  if (used.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    select distinct s.id from json_to_recordset(${JSON.stringify(used)}::json) as used(supporter_id uuid, sender_name text)
    join supporters s on s.id = used.supporter_id
    where s.name <> regexp_replace(btrim(used.sender_name), '^@+\\s*', '')`.execute(trx)
  return rows.map((row) => row.id)
}
