import type { Kysely } from 'kysely'
import { findPaymentId } from '#api/alias/alias.ts'
import type { BoostPaymentJson } from '#api/contract/boost.ts'
import type { PaymentJson } from '#api/contract/payment.ts'
import { orNotFound } from '#api/errors.ts'
import { paymentAsJson } from '#api/payment/payment-as-json.ts'
import { selectPayments } from '#api/payment/select-payments.ts'
import { unpack } from '#db/packed/pack.ts'
import { anyOf } from '#db/query/any-of.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * A payment, under any id it has had.
 * @throws AppError not-found
 */
export async function readPayment(db: Kysely<DB>, id: string): Promise<PaymentJson> {
  const own = orNotFound(await findPaymentId(db, id), 'payment with this id')
  const row = await selectPayments(db).where('payments.id', '=', own).executeTakeFirst()
  return paymentAsJson(orNotFound(row, 'payment with this id'))
}

/** The payments of a boost in the order in which they were settled, with what was paid back and what was set aside. */
export async function readBoostPayments(db: Kysely<DB>, boostId: string): Promise<BoostPaymentJson[]> {
  return (await readPaymentsOfBoosts(db, [boostId])).get(boostId) ?? []
}

/** The same of several boosts, by their ids. */
export async function readPaymentsOfBoosts(
  db: Kysely<DB>,
  boostIds: readonly string[],
): Promise<Map<string, BoostPaymentJson[]>> {
  const payments = await readWithReports(db, { boosts: boostIds })
  const byBoost = Map.groupBy(payments, ({ boost_id }) => boost_id)
  return new Map(boostIds.map((id) => [id, (byBoost.get(id) ?? []).map(({ payment }) => payment)]))
}

/**
 * A payment with all that was reported of it, under any id it has had.
 * @throws AppError not-found
 */
export async function readPaymentReports(db: Kysely<DB>, id: string): Promise<BoostPaymentJson> {
  const own = orNotFound(await findPaymentId(db, id), 'payment with this id')
  const [found] = await readWithReports(db, { payments: [own] })
  return orNotFound(found?.payment, 'payment with this id')
}

/** A source that repeats itself wrongly makes very many; these tell enough. */
const MOST_RIVALS = 20

/**
 * The payments that contradict each other under an id or a hash, of which this is one, with all that was reported of them; nothing
 * where none does.
 * @throws AppError not-found
 */
export async function readConflict(db: Kysely<DB>, id: string): Promise<BoostPaymentJson[]> {
  const own = orNotFound(await findPaymentId(db, id), 'payment with this id')
  const found = await db.selectFrom('payments').select('conflict_of').where('id', '=', own).executeTakeFirst()
  const { conflict_of } = orNotFound(found, 'payment with this id')
  const first = conflict_of ?? own
  const rivals = await db
    .selectFrom('payments')
    .select('id')
    .where('conflict_of', '=', first)
    .orderBy('id')
    .limit(MOST_RIVALS)
    .execute()
  if (rivals.length === 0) return []
  const sides = await readWithReports(db, { payments: [first, own, ...rivals.map((rival) => rival.id)] })
  return sides.map(({ payment }) => payment)
}

async function readWithReports(
  db: Kysely<DB>,
  of: { boosts: readonly string[] } | { payments: readonly string[] },
): Promise<{ boost_id: string | null; payment: BoostPaymentJson }[]> {
  const payments = selectPayments(db).select([
    'payments.payment_hash',
    'payments.recipient',
    'payments.boost_id as of_boost',
  ])
  const wanted =
    'boosts' in of
      ? payments.where('payments.boost_id', '=', anyOf(of.boosts))
      : payments.where('payments.id', '=', anyOf(of.payments))
  const rows = await wanted.orderBy('payments.settled_at').orderBy('payments.id').execute()
  const reports = await readReports(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map(({ of_boost, ...row }) => ({
    boost_id: of_boost,
    payment: {
      ...paymentAsJson(row),
      payment_hash: row.payment_hash?.toString('hex') ?? null,
      recipient: row.recipient || null,
      metadata: reports.get(row.id) ?? [],
    },
  }))
}

type Reports = BoostPaymentJson['metadata']

/** What each source said of each payment, in the order in which it came. */
async function readReports(db: Kysely<DB>, paymentIds: readonly string[]): Promise<Map<string, Reports>> {
  if (paymentIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('sightings')
    .innerJoin('sources', 'sources.id', 'sightings.source_id')
    .select([
      'sightings.payment_id',
      'sources.name as source',
      'sightings.ref',
      'sightings.recorded_at',
      'sightings.correction',
      'sightings.metadata',
      'sightings.raw',
      'sightings.packed_raw',
    ])
    .where('sightings.payment_id', '=', anyOf(paymentIds))
    .orderBy('sightings.id')
    .execute()
  const reports = new Map<string, Reports>()
  for (const { payment_id, source, ref, recorded_at, correction, ...row } of rows) {
    const metadata = row.metadata && unpack(row.metadata)
    const report = {
      source,
      ref,
      recorded_at: recorded_at.toISOString(),
      correction,
      raw: metadata && new TextDecoder().decode(metadata),
      raw_base64: metadata?.toString('base64') ?? null,
      reported: row.packed_raw ? unpack(row.packed_raw).toString() : row.raw,
    }
    reports.set(payment_id, [...(reports.get(payment_id) ?? []), report])
  }
  return reports
}
