import { sql } from 'kysely'
import type { ReceiptSummary } from '#api/contract/export.ts'
import { fromReceipts } from '#api/export/receipt-rows.ts'
import { isReceipt, type Receipts } from '#api/export/receipts.ts'
import type { Snapshot } from '#api/export/snapshot.ts'

/** Count, sum and checksum of receipts, the same for every profile and for the statement. */
export async function sumReceipts(
  snapshot: Pick<Snapshot, 'rows'>,
  receipts: Receipts,
): Promise<ReceiptSummary> {
  const [sums] = await snapshot.rows(sql<Omit<ReceiptSummary, 'currency' | 'tz'>>`
    select ${receiptSums}
    from ${fromReceipts(receipts)}
    where ${isReceipt(receipts)}`)
  if (!sums) throw new Error('A sum has no row')
  return { ...sums, currency: receipts.currency, tz: receipts.tz }
}

/** The checksum can be worked out again by whoever has the rows: see the contract. */
export const receiptSums = sql`
  count(*) as count, coalesce(sum(p.amount_msat), 0)::bigint as amount_msat,
  count(*) filter (where p.amount_msat is not null and v.price is null) as unpriced,
  count(*) filter (where p.needs_look is not null) as needs_look,
  lpad(to_hex((coalesce(sum(
    ('x' || encode(substr(sha256(convert_to(p.id || ' ' || coalesce(p.amount_msat::text, ''), 'UTF8')), 1, 7), 'hex'))
      ::bit(56)::bigint >> 4), 0) % 9223372036854775808)::bigint), 16, '0') as checksum`
