import { type RawBuilder, sql } from 'kysely'
import type { LeftOut } from '#api/contract/export.ts'
import type { Receipts } from '#api/export/receipts.ts'
import type { Snapshot } from '#api/export/snapshot.ts'

/** What a processor paid out, as journals write it: decimals of its currency, or of sats. */
export type PayoutRow = {
  id: string
  day: string
  wallet: string
  amount: string
  fee: string
  /** Both together: what the wallet has less. */
  total: string
  /** `SATS` where it was bitcoin. */
  unit: string
  note: string | null
}

/** Payouts of the wallets of these receipts; of a show, those of its own wallets. Where ways or kinds are chosen, none. */
export function fromPayouts(receipts: Receipts): RawBuilder<unknown> {
  const { shows, wallets, rails, kind, from, until } = receipts
  const parts = [receipts.demo ? sql`w.demo` : sql`not w.demo`]
  if (rails || kind !== 'all') parts.push(sql`false`)
  if (shows)
    parts.push(shows.length === 0 ? sql`false` : sql`w.show_id in (${literals(shows.map(({ id }) => id))})`)
  if (wallets) parts.push(wallets.length === 0 ? sql`false` : sql`w.id in (${literals(wallets)})`)
  if (from) parts.push(sql`o.paid_at >= ${sql.lit(from.toISOString())}::timestamptz`)
  if (until) parts.push(sql`o.paid_at < ${sql.lit(until.toISOString())}::timestamptz`)
  return sql`payouts o join wallets w on w.id = o.wallet_id where ${sql.join(parts, sql` and `)}`
}

function literals(values: readonly number[]): RawBuilder<unknown> {
  return sql.join(values.map((value) => sql.lit(value)))
}

export type PaidOut = Pick<PayoutRow, 'id' | 'day' | 'wallet' | 'note'> & {
  currency: string | null
  amount: number
  fee: number
}

/** The payouts of a period in order of time; amounts in units of their own, to be made decimals of. */
export async function listPayoutRows(
  snapshot: Pick<Snapshot, 'rows'>,
  receipts: Receipts,
): Promise<PaidOut[]> {
  return await snapshot.rows(sql`
    select o.id::text as id, to_char(o.paid_at at time zone 'UTC', 'YYYY-MM-DD') as day, w.name as wallet, o.currency, o.amount, o.fee,
      o.note
    from ${fromPayouts(receipts)} order by o.paid_at, o.id`)
}

/** What the payouts of a period come to, which no table of receipts holds; nothing where there are none. */
export async function sumPayouts(snapshot: Pick<Snapshot, 'rows'>, receipts: Receipts): Promise<LeftOut[]> {
  const rows = await snapshot.rows(sql<{ currency: string | null; count: number; amount: number }>`
    select o.currency, count(*)::int as count, sum(o.amount)::bigint as amount from ${fromPayouts(receipts)}
    group by o.currency order by o.currency`)
  if (rows.length === 0) return []
  return [
    {
      what: 'payouts',
      count: rows.reduce((sum, { count }) => sum + count, 0),
      amount_msat: rows.find(({ currency }) => currency === null)?.amount ?? 0,
      fiat: rows.flatMap(({ currency, amount }) =>
        currency === null ? [] : [{ currency, amount_minor: amount }],
      ),
      value: null,
    },
  ]
}
