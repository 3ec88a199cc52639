import { sql } from 'kysely'
import { isReceipt, type Receipts } from '#api/export/receipts.ts'
import type { Snapshot } from '#api/export/snapshot.ts'
import type { FiatRow, SatsRow } from '#api/statement/period-sums.ts'

/** What was received before a period, as rows of the bucket 0; and wallets by id, in the order of their names. */
export type Before = {
  wallets: Map<string, { name: string; place: number }>
  sats: SatsRow[]
  fiat: FiatRow[]
}

/** @param receipts whose `from` is where the period begins */
export async function loadBefore(snapshot: Snapshot, receipts: Receipts): Promise<Before> {
  const before = isReceipt({ ...receipts, from: null, until: receipts.from })
  const from = sql`payments p join wallets w on w.id = p.wallet_id left join shows s on s.id = p.show_id`
  const named = await snapshot.rows(sql<{ id: string; name: string }>`
    select id::text as id, name from wallets order by name`)
  return {
    wallets: new Map(named.map(({ id, name }, place) => [id, { name, place }])),
    sats: await snapshot.rows(sql<SatsRow>`
      select w.name as wallet, p.rail, 0 as bucket, 0 as count, 0 as received_msat, 0 as refunds_msat,
        sum(p.amount_msat)::bigint as until_msat, 0 as fee_msat, '0' as value, 0 as unpriced
      from ${from} where ${before} and p.amount_msat is not null
      group by w.name, p.rail order by w.name, p.rail`),
    fiat: await snapshot.rows(sql<FiatRow>`
      select w.name as wallet, p.rail, p.fiat_currency as currency, 0 as bucket, 0 as count, 0 as received_minor, 0 as refunds_minor,
        sum(p.fiat_amount_minor)::bigint as until_minor, 0 as fee_minor
      from ${from} where ${before} and p.fiat_amount_minor is not null
      group by w.name, p.rail, p.fiat_currency order by w.name, p.rail, p.fiat_currency`),
  }
}
