import { type Kysely, type RawBuilder, sql } from 'kysely'
import { findEpisodeId, findSupporterId } from '#api/alias/alias.ts'
import type { Page } from '#api/contract/common.ts'
import type { PaymentJson, PaymentListQuery } from '#api/contract/payment.ts'
import { cutPage, instantPlaceSchema, instantText, readCursor } from '#api/http/cursor.ts'
import { paymentAsJson } from '#api/payment/payment-as-json.ts'
import { selectPayments } from '#api/payment/select-payments.ts'
import { findShowBySlug } from '#api/show/find-show.ts'
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

/** @returns conditions on `payments`, or null where a filter names what there is not */
async function filterPayments(
  db: Kysely<DB>,
  query: PaymentListQuery,
): Promise<RawBuilder<boolean>[] | null> {
  const show = query.show === undefined ? undefined : await findShowBySlug(db, query.show)
  const episode = query.episode === undefined ? undefined : await findEpisodeId(db, query.episode)
  const supporter =
    query.supporter === undefined || query.supporter === 'anonymous'
      ? undefined
      : await findSupporterId(db, query.supporter)
  const wallet = query.wallet === undefined ? undefined : await findIdByName(db, 'wallets', query.wallet)
  const source = query.source === undefined ? undefined : await findIdByName(db, 'sources', query.source)
  if ([show, episode, supporter, wallet, source].includes(null)) return null

  const where: RawBuilder<boolean>[] = []
  if (show) where.push(sql`payments.show_id = ${show.id}`)
  if (episode) where.push(sql`payments.episode_id = ${episode}`)
  if (query.supporter === 'anonymous')
    where.push(sql`payments.supporter_id is null and payments.show_id is not null`)
  if (supporter) where.push(sql`payments.supporter_id = ${supporter}`)
  if (wallet) where.push(sql`payments.wallet_id = ${wallet}`)
  if (source)
    where.push(
      sql`payments.id in (select seen.payment_id from sightings seen where seen.source_id = ${source})`,
    )
  if (query.action) where.push(sql`payments.action = ${query.action}`)
  if (query.needs_look === true) where.push(sql`payments.needs_look is not null and not payments.set_aside`)
  if (query.needs_look === false) where.push(sql`payments.needs_look is null`)
  if (query.set_aside === true) where.push(sql`payments.set_aside`)
  if (query.set_aside === false) where.push(sql`not payments.set_aside`)
  if (query.attributed === true) where.push(sql`payments.show_id is not null`)
  if (query.attributed === false) where.push(sql`payments.show_id is null`)
  if (query.since) where.push(sql`payments.settled_at >= ${query.since}`)
  if (query.until) where.push(sql`payments.settled_at < ${query.until}`)
  return where
}

async function findIdByName(db: Kysely<DB>, table: 'wallets' | 'sources', name: string) {
  const row = await db.selectFrom(table).select('id').where('name', '=', name).executeTakeFirst()
  return row?.id ?? null
}
