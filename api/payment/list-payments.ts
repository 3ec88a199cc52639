import { type Kysely, sql } from 'kysely'
import type { Page } from '#api/contract/common.ts'
import type { PaymentJson, PaymentListQuery } from '#api/contract/payment.ts'
import { cutPage, instantPlaceSchema, instantText, readCursor } from '#api/http/cursor.ts'
import { filterPayments } from '#api/payment/filter-payments.ts'
import { paymentAsJson } from '#api/payment/payment-as-json.ts'
import { selectPayments } from '#api/payment/select-payments.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * A page of payments, the last settled first.
 * @throws AppError bad-request where the cursor is not one of ours
 */
export async function listPayments(db: Kysely<DB>, query: PaymentListQuery): Promise<Page<PaymentJson>> {
  const where = await filterPayments(db, query)
  const after = query.cursor === undefined ? null : readCursor(instantPlaceSchema, query.cursor)
  if (!where) return { items: [], next_cursor: null }
  if (after)
    where.push(sql`(payments.settled_at, payments.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`)
  const rows = await selectPayments(db)
    .select(instantText(sql`payments.settled_at`).as('at'))
    .where(where.length > 0 ? sql<boolean>`${sql.join(where, sql` and `)}` : sql<boolean>`true`)
    .orderBy('payments.settled_at', 'desc')
    .orderBy('payments.id', 'desc')
    .limit(query.limit + 1)
    .execute()
  const { page, next_cursor } = cutPage(rows, query.limit, (row) => [row.at, row.id])
  return { items: page.map(paymentAsJson), next_cursor }
}
