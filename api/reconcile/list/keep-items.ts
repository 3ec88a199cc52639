import { type Kysely, sql } from 'kysely'
import type { Report } from '#api/intake/report.ts'
import { reportAsText } from '#api/reconcile/list/kept-report.ts'
import { BATCH } from '#db/query/batch.ts'
import { rowsAs } from '#db/query/insert-rows.ts'
import type { DB } from '#db/schema/index.ts'
import type { WalletListRow } from '#db/schema/reconcile.ts'

export type ListOf = Pick<WalletListRow, 'id' | 'wallet_id' | 'from_at' | 'until_at'>

/**
 * Keeps of a wallet's list what is of its period, or of a payment that the books have in it; one that comes twice is kept once. What
 * nothing here has is kept whole, so that it can be recorded.
 * @param reports of this wallet, checked
 */
export async function keepItems(db: Kysely<DB>, list: ListOf, reports: readonly Report[]): Promise<void> {
  for (let from = 0; from < reports.length; from += BATCH)
    await keepBatch(db, list, reports.slice(from, from + BATCH))
}

async function keepBatch(db: Kysely<DB>, list: ListOf, reports: readonly Report[]): Promise<void> {
  const known = await loadKnown(db, list, reports)
  const { from_at, until_at } = list
  const isWithin = (at: Date) => at >= from_at && at < until_at
  const rows = reports.flatMap((report) => {
    const same = known.get(keyOf(report)) ?? []
    if (!isWithin(report.settled_at) && !same.some(({ settled_at }) => isWithin(settled_at))) return []
    const item = itemOf(list, report)
    return [{ ...item, report: same.some((one) => hasSameMoney(one, item)) ? null : reportAsText(report) }]
  })
  if (rows.length === 0) return
  await sql`
    insert into wallet_list_items (${COLUMNS})
    select ${COLUMNS} from ${rowsAs('wallet_list_items', rows)} given
    on conflict (list_id, ref) do nothing`.execute(db)
}

const COLUMNS = sql.raw(
  'list_id, ref, payment_hash, set_id, settled_at, amount_msat, fee_msat, fiat_amount_minor, fiat_fee_minor, fiat_currency, report',
)

type Amounts = { amount_msat: number | null; fiat_amount_minor: number | null; fiat_currency: string | null }
type Known = Amounts & { key: string; settled_at: Date }

/** What is recorded under the hashes of reports, and under the ids in this wallet of those that have none. */
async function loadKnown(
  db: Kysely<DB>,
  { wallet_id }: ListOf,
  reports: readonly Report[],
): Promise<Map<string, Known[]>> {
  const hashes = reports.flatMap(({ payment_hash }) => (payment_hash === null ? [] : `\\x${payment_hash}`))
  const refs = reports.flatMap(({ payment_hash, ref }) => (payment_hash === null ? ref : []))
  // Each part apart, so that it is found by an index of its own.
  const { rows } = await sql<Known>`
    select encode(payment_hash, 'hex') as key, amount_msat, fiat_amount_minor, fiat_currency, settled_at from payments
    where payment_hash = any(${hashes}::bytea[]) and payment_hash is not null and conflict_of is null
    union all
    select encode(payment_hash, 'hex'), amount_msat, fiat_amount_minor, fiat_currency, settled_at from payments
    where payment_hash = any(${hashes}::bytea[]) and conflict_of is not null
    union all
    select s.ref, p.amount_msat, p.fiat_amount_minor, p.fiat_currency, p.settled_at
    from sightings s join payments p on p.id = s.payment_id
    where s.ref = any(${refs}::text[]) and s.wallet_id = ${wallet_id}`.execute(db)
  return Map.groupBy(rows, ({ key }) => key)
}

function keyOf({ payment_hash, ref }: Report): string {
  return payment_hash ?? ref
}

function hasSameMoney(one: Amounts, other: Amounts): boolean {
  return (
    one.amount_msat === other.amount_msat &&
    one.fiat_amount_minor === other.fiat_amount_minor &&
    one.fiat_currency === other.fiat_currency
  )
}

function itemOf({ id }: ListOf, { ref, payment_hash, set_id, settled_at, money }: Report) {
  const sats = money.kind === 'sats' ? money : null
  const fiat = money.kind === 'fiat' ? money : null
  return {
    list_id: id,
    ref,
    payment_hash: payment_hash === null ? null : `\\x${payment_hash}`,
    set_id: set_id === null ? null : `\\x${set_id}`,
    settled_at: settled_at.toISOString(),
    amount_msat: sats?.amount_msat ?? null,
    fee_msat: sats?.fee_msat ?? 0,
    fiat_amount_minor: fiat?.amount_minor ?? null,
    fiat_fee_minor: fiat?.fee_minor ?? null,
    fiat_currency: fiat?.currency ?? null,
  }
}
