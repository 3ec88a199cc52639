import { type Kysely, sql, type Transaction } from 'kysely'
import type { Action } from '#api/contract/action.ts'
import type { Entry } from '#api/intake/report.ts'
import type { Place } from '#api/intake/resolve-sources.ts'
import { type Facts, factColumns, factsOf } from '#api/intake/write/payment-columns.ts'
import type { Metadata } from '#api/metadata/reading.ts'
import { hashKey, refKey } from '#api/payment/identity.ts'
import { lockKeys } from '#db/query/locks.ts'
import type { DB } from '#db/schema/index.ts'

/** A payment as matching sees it: stored already, or new with this batch. */
export type KnownPayment = Facts & {
  refund_ref: string | null
  refund_of: string | null
  boost_id: string | null
  needs_look: string | null
  app: string | null
  sender_name: string | null
  sender_id: string | null
  /** Whose and what a stored one is: where a host corrected it, or set it aside or back, that stays. */
  ours: boolean
  show_id: number | null
  action: Action | null
  set_aside: boolean
  set_aside_by_hand: boolean
  /** Of a stored auto. */
  cadence_key: string | null
  corrected: boolean
  stored: boolean
  /** The metadata that it is told by, where this batch brought it; else it lies with the sightings. */
  metadata?: Metadata
}

/** One earlier report of a payment by its id at a source. */
export type KnownSighting = {
  source_id: number
  wallet_id: number
  ref: string
  settled_at: Date
  has_metadata: boolean
  payment: KnownPayment
}

/** A sighting beside its payment; all null where the payment was found by its hash only. */
type SeenAs = {
  seen_id: number | null
  seen_by: number
  seen_in: number
  seen_ref: string
  seen_settled_at: Date
  seen_metadata: boolean
}

/** What is known under the identities of a batch. */
export type Ledger = {
  byHash: Map<string, KnownPayment[]>
  byRef: Map<string, KnownSighting[]>
}

/**
 * Loads the payments that a batch's reports may be about, by hash and by id in the wallet, and those they pay back; and locks
 * them, since one payment may be reported under its hash here and under its id there at the same time.
 */
export async function loadLedger(
  trx: Transaction<DB>,
  entries: readonly Entry[],
  places: readonly Place[],
): Promise<Ledger> {
  const locked = new Set<string>()
  for (;;) {
    const { ledger, ids } = await readLedger(trx, entries, places)
    const open = ids.filter((id) => !locked.has(id))
    if (open.length === 0) return ledger
    await lockKeys(trx, 'known', open)
    for (const id of open) locked.add(id)
  }
}

/** What is known under the identities of a batch, without holding anybody off: for a look. */
export async function readLedger(
  trx: Kysely<DB>,
  entries: readonly Entry[],
  places: readonly Place[],
): Promise<{ ledger: Ledger; ids: string[] }> {
  const hashes = entries.flatMap(({ report }) =>
    report.payment_hash === null ? [] : `\\x${report.payment_hash}`,
  )
  const refs = new Set(entries.flatMap(({ report }) => [report.ref, report.refund_of ?? report.ref]))
  const wallets = [...new Set(places.map((place) => place.wallet.id))]
  const ledger: Ledger = { byHash: new Map(), byRef: new Map() }

  // Each part apart, so that it is found by an index of its own however many are stored.
  const { rows } = await sql<KnownPayment & SeenAs & { recorded_at: Date }>`
    with seen as (
      select id, source_id, wallet_id, ref, settled_at, metadata is not null as has_metadata, payment_id
      from sightings where ref = any(${[...refs]}::text[]) and wallet_id = any(${wallets}::integer[])),
    known as (
      select ${knownColumns}, recorded_at from payments
      where payment_hash = any(${hashes}::bytea[]) and payment_hash is not null and conflict_of is null
      union
      select ${knownColumns}, recorded_at from payments
      where payment_hash = any(${hashes}::bytea[]) and conflict_of is not null
      union
      select own.* from (select distinct payment_id from seen) ids
      cross join lateral (
        select ${knownColumns}, recorded_at from payments where id = ids.payment_id offset 0) own)
    select known.*, seen.id as seen_id, seen.source_id as seen_by, seen.wallet_id as seen_in, seen.ref as seen_ref,
      seen.settled_at as seen_settled_at, seen.has_metadata as seen_metadata
    from known left join seen on seen.payment_id = known.id
    order by known.recorded_at, known.id`.execute(trx)
  const payments = new Map<string, KnownPayment>()
  const sightings: (KnownSighting & { id: number })[] = []
  for (const row of rows) {
    const { recorded_at, seen_id, seen_by, seen_in, seen_ref, seen_settled_at, seen_metadata, ...known } = row
    const payment = payments.get(known.id) ?? known
    payments.set(known.id, payment)
    if (seen_id !== null)
      sightings.push({
        id: seen_id,
        source_id: seen_by,
        wallet_id: seen_in,
        ref: seen_ref,
        settled_at: seen_settled_at,
        has_metadata: seen_metadata,
        payment,
      })
  }
  for (const payment of payments.values()) noteHash(ledger, payment)
  for (const { id, ...sighting } of sightings.sort((a, b) => a.id - b.id)) noteRef(ledger, sighting)
  return { ledger, ids: [...payments.keys()] }
}

/** Enters a payment under its hash. */
export function noteHash(ledger: Ledger, payment: KnownPayment): void {
  const key = hashKey(payment)
  if (key) push(ledger.byHash, key, payment)
}

/** Enters a sighting under its id in the wallet. */
export function noteRef(ledger: Ledger, sighting: KnownSighting): void {
  push(ledger.byRef, refKey(sighting.wallet_id, sighting.ref), sighting)
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const values = map.get(key)
  if (!values) map.set(key, [value])
  else if (!values.includes(value)) values.push(value)
}

const knownColumns = sql`
  ${factColumns}, refund_ref, refund_of, boost_id, needs_look, app, sender_name, sender_id, ours, show_id, action, set_aside,
  set_aside_by_hand, cadence_key, corrected_at is not null as corrected, true as stored`

/** Loads stored payments by id. */
export async function loadKnown(trx: Transaction<DB>, ids: readonly string[]): Promise<KnownPayment[]> {
  const { rows } = await sql<KnownPayment>`
    select ${knownColumns} from payments where id = any(${[...ids]}::uuid[])`.execute(trx)
  return rows
}

/** The payment that a report tells of, as if it were the only report. */
export function newPayment(entry: Entry, place: Place): KnownPayment {
  const { metadata, refund_of } = entry.report
  return {
    ...factsOf(entry, place),
    refund_ref: refund_of,
    refund_of: null,
    ...(metadata ? { metadata } : {}),
    boost_id: null,
    needs_look: null,
    app: null,
    sender_name: null,
    sender_id: null,
    ours: false,
    show_id: null,
    action: null,
    set_aside: false,
    set_aside_by_hand: false,
    cadence_key: null,
    corrected: false,
    stored: false,
  }
}
