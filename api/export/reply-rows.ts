import { type RawBuilder, sql } from 'kysely'
import type { LeftOut } from '#api/contract/export.ts'
import type { Receipts } from '#api/export/receipts.ts'
import type { Snapshot } from '#api/export/snapshot.ts'

/** What was paid back to whoever sent a boost, as journals write it: decimals of sats. */
export type ReplyRow = {
  id: string
  day: string
  /** To whom. */
  name: string
  message: string | null
  payment_hash: string | null
  amount: string
  fee: string
  /** Both together: what the wallet for replies has less. */
  total: string
}

/** Replies that arrived, of these shows. Where wallets, ways or kinds of receipts are chosen, none: they are paid from a wallet of their own. */
export function fromReplies(receipts: Receipts): RawBuilder<unknown> {
  const { shows, wallets, rails, kind, from, until } = receipts
  const parts = [
    sql`a.state = 'sent'`,
    receipts.demo ? sql`coalesce(s.demo, false)` : sql`not coalesce(s.demo, false)`,
  ]
  if (wallets || rails || kind !== 'all') parts.push(sql`false`)
  if (shows) parts.push(sql`a.show_id in (${sql.join([-1, ...shows.map(({ id }) => id)].map(sql.lit))})`)
  if (from) parts.push(sql`a.settled_at >= ${sql.lit(from.toISOString())}::timestamptz`)
  if (until) parts.push(sql`a.settled_at < ${sql.lit(until.toISOString())}::timestamptz`)
  return sql`replies a left join shows s on s.id = a.show_id where ${sql.join(parts, sql` and `)}`
}

export type PaidBack = Omit<ReplyRow, 'amount' | 'fee' | 'total'> & { amount_msat: number; fee_msat: number }

/** The replies of a period in order of time; amounts in msat, to be made decimals of. */
export async function listReplyRows(
  snapshot: Pick<Snapshot, 'rows'>,
  receipts: Receipts,
): Promise<PaidBack[]> {
  return await snapshot.rows(sql`
    select a.id::text as id, to_char(a.settled_at, 'YYYY-MM-DD') as day, a.supporter_name as name, a.message,
      encode(a.payment_hash, 'hex') as payment_hash, a.amount_msat, coalesce(a.fee_msat, 0) as fee_msat
    from ${fromReplies(receipts)} order by a.settled_at, a.id`)
}

/** How many replies arrived, what they carried, and what was paid for the way. */
export async function sumReplies(
  snapshot: Pick<Snapshot, 'rows'>,
  receipts: Receipts,
): Promise<{ count: number; amount_msat: number; fee_msat: number } | null> {
  const [sum] = await snapshot.rows(sql<{ count: number; amount_msat: number; fee_msat: number }>`
    select count(*)::int as count, coalesce(sum(a.amount_msat), 0)::bigint as amount_msat,
      coalesce(sum(a.fee_msat), 0)::bigint as fee_msat
    from ${fromReplies(receipts)}`)
  return sum && sum.count > 0 ? sum : null
}

/** The replies of a period with their fees, which no table of receipts holds. */
export async function leaveOutReplies(
  snapshot: Pick<Snapshot, 'rows'>,
  receipts: Receipts,
): Promise<LeftOut[]> {
  const sum = await sumReplies(snapshot, receipts)
  if (!sum) return []
  const { count, amount_msat, fee_msat } = sum
  return [{ what: 'replies', count, amount_msat: amount_msat + fee_msat, fiat: [], value: null }]
}
