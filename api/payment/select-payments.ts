import type { Kysely } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/** Payments with wallet, show, episode and supporter, as `paymentAsJson` takes them; the caller narrows and orders. */
export function selectPayments(db: Kysely<DB>) {
  return db
    .selectFrom('payments')
    .innerJoin('wallets', 'wallets.id', 'payments.wallet_id')
    .leftJoin('shows', 'shows.id', 'payments.show_id')
    .leftJoin('episodes', 'episodes.id', 'payments.episode_id')
    .leftJoin('claims as told', (join) =>
      join
        .onRef('told.id', '=', 'payments.named_by')
        .on('payments.action', '=', 'stream')
        .on('payments.supporter_id', 'is', null),
    )
    .leftJoin('supporters', (join) =>
      join.on(({ eb, fn, ref }) =>
        eb(ref('supporters.id'), '=', fn.coalesce('payments.supporter_id', 'told.supporter_id')),
      ),
    )
    .select([
      'payments.id',
      'payments.action',
      'shows.slug as show_slug',
      'shows.title as show_title',
      'payments.episode_id',
      'episodes.title as episode_title',
      'supporters.id as supporter_id',
      'supporters.name as supporter_name',
      'payments.sender_name',
      'payments.has_metadata',
      'payments.app',
      'payments.message',
      'payments.position_s',
      'payments.claimed_msat',
      'wallets.name as wallet',
      'payments.rail',
      'payments.amount_msat',
      'payments.fee_msat',
      'payments.fiat_amount_minor',
      'payments.fiat_fee_minor',
      'payments.fiat_currency',
      'payments.price_amount_minor',
      'payments.price_currency',
      'payments.settled_at',
      'payments.boost_id',
      'payments.needs_look',
      'payments.set_aside',
      'payments.memo',
      'payments.ours',
      'payments.refund_of',
    ])
}

export type PaymentRow = Awaited<ReturnType<ReturnType<typeof selectPayments>['executeTakeFirstOrThrow']>>
