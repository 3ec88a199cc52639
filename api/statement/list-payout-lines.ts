import { sql } from 'kysely'
import type { Statement } from '#api/contract/statement.ts'
import { fromPayouts } from '#api/export/payout-rows.ts'
import type { Receipts } from '#api/export/receipts.ts'
import type { Snapshot } from '#api/export/snapshot.ts'

/** What was paid out of each wallet in a period, and what it still holds at its end of what it ever received, by the payouts since ever. */
export async function listPayoutLines(
  snapshot: Snapshot,
  receipts: Receipts,
): Promise<NonNullable<Statement['payouts']>> {
  const { from, until } = receipts
  const isWithin = from ? sql`o.paid_at >= ${from}` : sql`true`
  return await snapshot.rows(sql<NonNullable<Statement['payouts']>[number]>`
    select w.name as wallet, o.currency, count(*) filter (where ${isWithin})::int as count,
      coalesce(sum(o.amount) filter (where ${isWithin}), 0)::bigint as amount,
      coalesce(sum(o.fee) filter (where ${isWithin}), 0)::bigint as fee,
      (coalesce((
        select sum(case when o.currency is null then p.amount_msat - p.fee_msat else p.fiat_amount_minor - p.fiat_fee_minor end)
        from payments p
        where p.wallet_id = w.id and p.ours and not p.set_aside and p.fiat_currency is not distinct from o.currency
          and (p.amount_msat is not null or p.fiat_amount_minor is not null) and ${until ? sql`p.settled_at < ${until}` : sql`true`}
      ), 0) - sum(o.amount + o.fee))::bigint as held
    from ${fromPayouts({ ...receipts, from: null })}
    group by w.id, w.name, o.currency order by w.name, o.currency`)
}
