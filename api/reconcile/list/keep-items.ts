import { type Kysely, sql } from 'kysely'
import type { Report } from '#api/intake/report.ts'
import { reportAsText } from '#api/reconcile/list/kept-report.ts'
import type { DB } from '#db/schema/index.ts'
import type { ListedItem, WalletListRow } from '#db/schema/reconcile.ts'

export type ListOf = Pick<WalletListRow, 'id' | 'wallet_id' | 'from_at' | 'until_at'>

/** So many at most are one page of a list: a page is read and written as one. */
const PAGE = 2_000

/**
 * Keeps of a wallet's list what is of its period, or of a payment that the books have in it. What nothing here has is kept whole, so that it
 * can be recorded.
 * @param reports of this wallet, checked
 */
export async function keepItems(db: Kysely<DB>, list: ListOf, reports: readonly Report[]): Promise<void> {
  for (let from = 0; from < reports.length; from += PAGE)
    await keepPage(db, list, reports.slice(from, from + PAGE))
}

async function keepPage(db: Kysely<DB>, list: ListOf, reports: readonly Report[]): Promise<void> {
  const known = await loadKnown(db, list, reports)
  const { id, from_at, until_at } = list
  const isWithin = (at: Date) => at >= from_at && at < until_at
  const items: ListedItem[] = []
  const whole = new Map<string, string>()
  for (const report of reports) {
    const same = known.get(keyOf(report)) ?? []
    if (!isWithin(report.settled_at) && !same.some(({ settled_at }) => isWithin(settled_at))) continue
    const item = itemOf(report)
    const isNew = !same.some((one) => hasSameMoney(one, item))
    items.push(isNew ? { ...item, is_new: true } : item)
    if (isNew && !whole.has(report.ref)) whole.set(report.ref, reportAsText(report))
  }
  if (items.length > 0)
    await db
      .insertInto('wallet_list_pages')
      .values({
        list_id: id,
        items: JSON.stringify(items),
        reports: JSON.stringify(Object.fromEntries(whole)),
      })
      .execute()
}

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
  const known = sql.raw('amount_msat, fiat_amount_minor, fiat_currency, settled_at')
  // Each part apart and each hash by itself, so that it is found by an index of its own however many there are.
  const { rows } = await sql<Known>`
    select encode(hash, 'hex') as key, p.* from unnest(${hashes}::bytea[]) hash cross join lateral (
      select ${known} from payments where payment_hash = hash and payment_hash is not null and conflict_of is null
      union all
      select ${known} from payments where payment_hash = hash and conflict_of is not null
    ) p
    union all
    select ref, p.* from unnest(${refs}::text[]) ref cross join lateral (
      select p.amount_msat, p.fiat_amount_minor, p.fiat_currency, p.settled_at
      from sightings s join payments p on p.id = s.payment_id where s.ref = ref.ref and s.wallet_id = ${wallet_id} offset 0
    ) p`.execute(db)
  return Map.groupBy(rows, ({ key }) => key)
}

function keyOf({ payment_hash, ref }: Report): string {
  return payment_hash ?? ref
}

function hasSameMoney(one: Amounts, other: Partial<Amounts>): boolean {
  return (
    one.amount_msat === (other.amount_msat ?? null) &&
    one.fiat_amount_minor === (other.fiat_amount_minor ?? null) &&
    one.fiat_currency === (other.fiat_currency ?? null)
  )
}

function itemOf({ ref, payment_hash, set_id, settled_at, money }: Report): ListedItem {
  return {
    ref,
    ...(payment_hash === null ? {} : { payment_hash: `\\x${payment_hash}` }),
    ...(set_id === null ? {} : { set_id: `\\x${set_id}` }),
    settled_at: settled_at.toISOString(),
    ...(money.kind === 'sats'
      ? { amount_msat: money.amount_msat, fee_msat: money.fee_msat }
      : { fee_msat: 0 }),
    ...(money.kind === 'fiat'
      ? {
          fiat_amount_minor: money.amount_minor,
          fiat_fee_minor: money.fee_minor,
          fiat_currency: money.currency,
        }
      : {}),
  }
}
