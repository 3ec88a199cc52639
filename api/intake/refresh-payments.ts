import type { Transaction } from 'kysely'
import { lockIdentities } from '#api/boost/correct/lock-payments.ts'
import { neighbourhoodKey, neighbourhoodOf } from '#api/boost/group/grouping-keys.ts'
import { regroup } from '#api/boost/group/regroup.ts'
import { composePayments } from '#api/intake/compose-payments.ts'
import { type KnownPayment, loadKnown } from '#api/intake/match/known-payment.ts'
import type { Details } from '#api/intake/write/payment-columns.ts'
import {
  bothReasons,
  DECIDED,
  type StoredDetails,
  updateDetails,
  updateFacts,
} from '#api/intake/write/write-payments.ts'
import { readPaymentUrl } from '#api/metadata/payment-url.ts'
import { AWAITED, CONFLICT, neverCame } from '#api/payment/belonging.ts'
import { loadMetadata } from '#api/payment/best-metadata.ts'
import { LATE_DETAILS } from '#api/payment/boost-details.ts'
import { followRefunds } from '#api/payment/follow-refunds.ts'
import { refreshNames } from '#api/supporter/refresh-names.ts'
import { anyOf } from '#db/query/any-of.ts'
import { lockKeys } from '#db/query/locks.ts'
import type { DB } from '#db/schema/index.ts'
import type { Payment } from '#db/schema/payment.ts'

/**
 * Decides again whose stored payments are and what they say, as if they were recorded now: their metadata is read again, and
 * shows, people, wallets and rules are what they are by now. What hosts did by hand stays; what is as it was is not written.
 * @param ids at most `BATCH` payments
 */
export async function refreshPayments(trx: Transaction<DB>, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await lockIdentities(trx, ids)
  const known = (await loadKnown(trx, ids)).filter((payment) => payment.refund_of === null)
  const before = new Map(known.map(({ id, ...facts }) => [id, facts]))
  await loadMetadata(trx, { described: new Set(known), joined: [] })
  for (const payment of known) payment.metadata_url = addressIn(payment) ?? payment.metadata_url
  await lockKeysOf(trx, known)
  const composed = await composePayments(trx, known, [])
  const elsewhere = known.filter(({ id, metadata_url }) => metadata_url !== before.get(id)?.metadata_url)
  await askAgain(trx, elsewhere)
  await explainAwaited(trx, composed)
  const readAnew = known.filter(({ id, metadata_rank }) => metadata_rank !== before.get(id)?.metadata_rank)
  await updateFacts(trx, [...new Set([...elsewhere, ...readAnew])])
  const stored = await loadDetails(trx, known)
  const changed = known.flatMap((payment) => {
    const [details, was] = [composed.get(payment), stored.get(payment.id)]
    if (!details || !was) return []
    const said = saidOf(payment, details, was, elsewhere.includes(payment))
    return isSame(said, was) ? [] : [{ payment, said }]
  })
  await updateDetails(
    trx,
    changed.map(({ said }) => said),
  )
  const moved = changed.map(({ payment }) => payment.id)
  await followRefunds(trx, moved)
  await regroup(trx, {
    payment_ids: moved,
    formerBoosts: changed.flatMap(({ payment }) => payment.boost_id ?? []),
    before: moved.flatMap((id) => stored.get(id) ?? []),
  })
  await refreshNames(
    trx,
    changed.flatMap(({ said }) => [said.supporter_id ?? [], stored.get(said.id)?.supporter_id ?? []].flat()),
  )
}

/** Why a stored payment is to be looked at, as if it were recorded now, also where a host has looked at it before. */
export async function reasonToLook(trx: Transaction<DB>, id: string): Promise<string | null> {
  const [payment] = await loadKnown(trx, [id])
  if (!payment || payment.refund_of !== null) return null
  await loadMetadata(trx, { described: new Set([payment]), joined: [] })
  if (payment.conflict_of !== null) payment.needs_look = CONFLICT
  const composed = await composePayments(trx, [payment], [])
  await explainAwaited(trx, composed)
  const details = composed.get(payment)
  return details ? bothReasons(details, payment) : null
}

/** Says of metadata that is still to come that it will not, where its address was asked for the last time. */
async function explainAwaited(
  trx: Transaction<DB>,
  composed: ReadonlyMap<KnownPayment, Details>,
): Promise<void> {
  const awaiting = new Map(
    [...composed].flatMap(([{ id }, details]) =>
      details.needs_look?.includes(AWAITED) ? [[id, details]] : [],
    ),
  )
  if (awaiting.size === 0) return
  const ended = await trx
    .selectFrom('metadata_fetches')
    .select(['payment_id', 'result', 'problem'])
    .where('payment_id', 'in', [...awaiting.keys()])
    .where('result', 'in', ['failed', 'contradicts'])
    .execute()
  for (const { payment_id, result, problem } of ended) {
    const details = awaiting.get(payment_id)
    if (!details?.needs_look || problem === null) continue
    const reason = result === 'failed' ? neverCame(problem) : problem
    details.needs_look = details.needs_look.replace(AWAITED, () => reason)
  }
}

/** Lets metadata be asked for again where its address turns out to be another one than that which failed. */
async function askAgain(trx: Transaction<DB>, payments: readonly KnownPayment[]): Promise<void> {
  if (payments.length === 0) return
  await trx
    .deleteFrom('metadata_fetches')
    .where(
      'payment_id',
      'in',
      payments.map(({ id }) => id),
    )
    .where('result', '=', 'failed')
    .execute()
}

/** Where metadata is to be fetched, by what its memo or its message says; null where that says no more than is known. */
function addressIn({ memo, comment, metadata }: KnownPayment): string | null {
  if (metadata?.reading && !metadata.payerOnly) return metadata.reading.cut_at ?? null
  return (readPaymentUrl(comment ?? '') ?? readPaymentUrl(memo ?? ''))?.url ?? null
}

/** Those whom they could be grouped with until now, and by what their metadata says now. */
async function lockKeysOf(trx: Transaction<DB>, known: readonly KnownPayment[]): Promise<void> {
  const now = known.flatMap(({ metadata }) => {
    const reading = metadata?.reading
    return reading ? [neighbourhoodKey(reading.app.name, reading.sender.name, reading.sender.id)] : []
  })
  await lockKeys(trx, 'neighbourhoods', [...known.map(neighbourhoodOf), ...now])
}

async function loadDetails(trx: Transaction<DB>, known: readonly KnownPayment[]) {
  if (known.length === 0) return new Map<string, Payment>()
  const rows = await trx
    .selectFrom('payments')
    .selectAll()
    .where('id', '=', anyOf(known.map(({ id }) => id)))
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/**
 * What is to be written. A reason to look that a host dismissed is not brought up again as long as nothing else changed; what a
 * host gave words by hand was looked at, and comes back from being set aside with no more than what it contradicts.
 */
function saidOf(payment: KnownPayment, details: Details, was: Payment, isElsewhere: boolean): StoredDetails {
  const isBack = was.set_aside && !details.set_aside
  const isElse =
    isElsewhere ||
    details.ours !== was.ours ||
    details.show_id !== was.show_id ||
    (!payment.corrected && (isBack || READ.some((name) => details[name] !== was[name])))
  const needs_look = isElse || details.set_aside ? bothReasons(details, payment) : was.needs_look
  const said = { ...details, id: payment.id, needs_look }
  // What a host left blank was not unknown.
  if (payment.corrected) for (const name of LATE_DETAILS) Object.assign(said, { [name]: was[name] })
  return said
}

/** What is read of metadata, memo and comment. */
const READ = [
  'has_metadata',
  'app',
  'sender_name',
  'sender_id',
  'message',
  'position_s',
  'claimed_msat',
] as const

/** Whether nothing is to be written. What it takes over from others, grouping looks after. */
function isSame(said: StoredDetails, was: Payment): boolean {
  const own = was.corrected_at === null ? null : [...DECIDED, ...LATE_DETAILS]
  const fromOthers = was.boost_id === null ? [] : ['episode_id', 'supporter_id']
  // Whether an auto is streaming, the others around it say.
  if (said.cadence_key !== null && was.action === 'stream') fromOthers.push('action')
  return Object.entries(said).every(
    ([name, value]) =>
      fromOthers.includes(name) || (own && !own.includes(name)) || was[name as keyof StoredDetails] === value,
  )
}
