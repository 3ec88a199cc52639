import { type Kysely, sql } from 'kysely'
import type { AccountedBalance } from '#api/contract/reconcile.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Whether the books account for what a wallet holds: from what it held when it was asked nearest to the beginning of a period, by what is
 * known to have come and gone, to what it holds by the list. What is left over was spent, or moved in, by ways that are not known here.
 * @param list the wallet, and when its list was read with which balance
 * @returns null where it told a balance once at most
 */
export async function accountForBalance(
  db: Kysely<DB>,
  {
    wallet_id,
    read_at,
    balance_msat,
  }: { wallet_id: number; read_at: Date | null; balance_msat: number | null },
  from: Date,
): Promise<AccountedBalance | null> {
  if (read_at === null || balance_msat === null) return null
  const { rows } = await sql<{
    told_at: Date
    balance_msat: number
    received_msat: number
    refunds_msat: number
    fee_msat: number
    paid_out_msat: number
    replies_msat: number
    replies_elsewhere_msat: number
  }>`
    select opening.told_at, opening.balance_msat, moved.*, gone.*, answered.*
    from (
      select told_at, balance_msat from wallet_balances where wallet_id = ${wallet_id} and told_at < ${read_at}
      order by abs(extract(epoch from told_at - ${from}::timestamptz)), told_at desc limit 1
    ) opening
    cross join lateral (
      select coalesce(sum(amount_msat) filter (where amount_msat > 0), 0)::bigint as received_msat,
        coalesce(-sum(amount_msat) filter (where amount_msat < 0), 0)::bigint as refunds_msat,
        coalesce(sum(fee_msat), 0)::bigint as fee_msat
      from payments where wallet_id = ${wallet_id} and settled_at >= opening.told_at and settled_at < ${read_at} and amount_msat is not null
    ) moved
    cross join lateral (
      select coalesce(sum(amount + fee), 0)::bigint as paid_out_msat from payouts
      where wallet_id = ${wallet_id} and paid_at >= opening.told_at and paid_at < ${read_at} and currency is null
    ) gone
    -- By when the wallet was told to pay: from then on it holds that no more.
    cross join lateral (
      select coalesce(sum(amount_msat + coalesce(fee_msat, 0)) filter (where wallet_id = ${wallet_id}), 0)::bigint as replies_msat,
        coalesce(sum(amount_msat + coalesce(fee_msat, 0)) filter (where wallet_id is null), 0)::bigint as replies_elsewhere_msat
      from replies where state = 'sent' and tried_at >= opening.told_at and tried_at < ${read_at}
    ) answered`.execute(db)
  const [found] = rows
  if (!found) return null
  const { told_at, balance_msat: opening_msat, ...moved } = found
  const expected =
    opening_msat +
    moved.received_msat -
    moved.refunds_msat -
    moved.fee_msat -
    moved.paid_out_msat -
    moved.replies_msat
  return {
    opening_at: told_at.toISOString(),
    opening_msat,
    ...moved,
    closing_at: read_at.toISOString(),
    closing_msat: balance_msat,
    unexplained_msat: balance_msat - expected,
  }
}
