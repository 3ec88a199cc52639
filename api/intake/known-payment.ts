import { sql, type Transaction } from 'kysely'
import type { Entry } from '#api/intake/origin.ts'
import type { Rail, Report } from '#api/intake/report.ts'
import type { Place } from '#api/intake/resolve-sources.ts'
import type { DB } from '#db/schema/index.ts'
import type { Exactness } from '#db/schema/wallet.ts'

/** A payment as matching sees it: stored already, or new with this batch. */
export type KnownPayment = {
  id: string
  wallet_id: number
  exactness: Exactness
  ref: string
  /** Hex. */
  payment_hash: string | null
  set_id: string | null
  conflict_of: string | null
  settled_at: Date
  amount_msat: number | null
  fee_msat: number
  fiat_amount_minor: number | null
  fiat_fee_minor: number | null
  fiat_currency: string | null
  price_amount_minor: number | null
  price_currency: string | null
  rail: Rail
  memo: string | null
  comment: string | null
  metadata_url: string | null
  has_reading: boolean
  boost_id: string | null
  needs_look: string | null
  app: string | null
  sender_name: string | null
  sender_id: string | null
  stored: boolean
}

/** One earlier report of a payment by its id at a source. */
export type KnownSighting = {
  source_id: number
  settled_at: Date
  has_metadata: boolean
  payment: KnownPayment
}

/** What is known under the identities of a batch. */
export type Ledger = {
  byHash: Map<string, KnownPayment[]>
  byRef: Map<string, KnownSighting[]>
}

/** The identity that a payment hash gives, with the AMP set id where there is one. */
export function hashKey(report: Pick<Report, 'payment_hash' | 'set_id'>): string | null {
  return report.payment_hash === null ? null : `hash:${report.payment_hash}:${report.set_id ?? ''}`
}

/** The identity that a wallet's own id gives. */
export function refKey(walletId: number, ref: string): string {
  return `ref:${walletId}:${ref}`
}

/** Loads the payments that a batch's reports may be about, by hash and by id in the wallet. */
export async function loadLedger(
  trx: Transaction<DB>,
  entries: readonly Entry[],
  places: readonly Place[],
): Promise<Ledger> {
  const hashes = entries.flatMap(({ report }) =>
    report.payment_hash === null ? [] : `\\x${report.payment_hash}`,
  )
  const refs = [...new Set(entries.map(({ report }) => report.ref))]
  const wallets = [...new Set(places.map((place) => place.wallet.id))]
  const ledger: Ledger = { byHash: new Map(), byRef: new Map() }
  const payments = new Map<string, KnownPayment>()

  const seen = await sql<{
    source_id: number
    ref: string
    seen_at: Date
    has_metadata: boolean
    payment_id: string
  }>`
    select s.source_id, s.ref, s.settled_at as seen_at, s.metadata is not null as has_metadata, s.payment_id
    from sightings s where s.ref = any(${refs}::text[])`.execute(trx)
  if (seen.rows.length === 0 && hashes.length === 0) return ledger
  const { rows } = await sql<KnownPayment>`
    select ${knownColumns} from payments
    where payment_hash = any(${hashes}::bytea[]) or id = any(${seen.rows.map((row) => row.payment_id)}::uuid[])
    order by recorded_at, id`.execute(trx)
  for (const payment of rows) {
    payments.set(payment.id, payment)
    noteHash(ledger, payment)
  }
  for (const row of seen.rows) {
    const payment = payments.get(row.payment_id)
    if (payment && wallets.includes(payment.wallet_id))
      noteRef(ledger, row.ref, {
        source_id: row.source_id,
        settled_at: row.seen_at,
        has_metadata: row.has_metadata,
        payment,
      })
  }
  return ledger
}

/** Enters a payment under its hash. */
export function noteHash(ledger: Ledger, payment: KnownPayment): void {
  const key = hashKey(payment)
  if (key) push(ledger.byHash, key, payment)
}

/** Enters a sighting of a payment under its id in the wallet. */
export function noteRef(ledger: Ledger, ref: string, sighting: KnownSighting): void {
  push(ledger.byRef, refKey(sighting.payment.wallet_id, ref), sighting)
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const values = map.get(key)
  if (!values) map.set(key, [value])
  else if (!values.includes(value)) values.push(value)
}

const knownColumns = sql`
  id, wallet_id, exactness, ref, encode(payment_hash, 'hex') as payment_hash, encode(set_id, 'hex') as set_id, conflict_of,
  settled_at, amount_msat, fee_msat, fiat_amount_minor, fiat_fee_minor, fiat_currency, price_amount_minor, price_currency,
  rail, memo, comment, metadata_url, has_reading, boost_id, needs_look, app, sender_name, sender_id, true as stored`
