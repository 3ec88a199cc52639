import { randomUUIDv7 } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Context } from '#api/context.ts'
import type { NewPayout, PayoutJson } from '#api/contract/payout.ts'
import { AppError, orNotFound } from '#api/errors.ts'
import { findWallet } from '#api/wallet/find-wallet.ts'
import type { DB } from '#db/schema/index.ts'

const MOST = 200

type Row = Omit<PayoutJson, 'paid_at' | 'covers_from' | 'covers_until' | 'receipts' | 'difference'> & {
  paid_at: Date
  covers_from: Date | null
  covers_until: Date
  count: number
  gross: number
  kept: number
}

/** Payouts with the receipts that each is of, the latest first, at most 200. @param only of a wallet, or one of them */
export async function listPayouts(
  db: Kysely<DB>,
  only: { wallet?: string | undefined; id?: string } = {},
): Promise<PayoutJson[]> {
  const { rows } = await sql<Row>`
    with ordered as (
      select *, lag(covers_until) over (partition by wallet_id, currency order by covers_until, paid_at, id) as covers_from from payouts
    )
    select o.id, w.name as wallet, o.paid_at, o.covers_from, o.covers_until, o.currency, o.amount, o.fee, o.note, o.written_by,
      r.count, r.gross, r.kept
    from ordered o join wallets w on w.id = o.wallet_id
    cross join lateral (
      select count(*)::int as count,
        coalesce(sum(case when o.currency is null then p.amount_msat else p.fiat_amount_minor end), 0)::bigint as gross,
        coalesce(sum(case when o.currency is null then p.fee_msat else p.fiat_fee_minor end), 0)::bigint as kept
      from payments p
      where p.wallet_id = o.wallet_id and p.ours and not p.set_aside and p.settled_at < o.covers_until
        and (o.covers_from is null or p.settled_at >= o.covers_from) and p.fiat_currency is not distinct from o.currency
        and (p.amount_msat is not null or p.fiat_amount_minor is not null)
    ) r
    where (${only.wallet ?? null}::text is null or w.name = ${only.wallet ?? null})
      and (${only.id ?? null}::uuid is null or o.id = ${only.id ?? null})
    order by o.paid_at desc, o.id desc limit ${MOST}`.execute(db)
  return rows.map(({ count, gross, kept, paid_at, covers_from, covers_until, ...payout }) => ({
    ...payout,
    paid_at: paid_at.toISOString(),
    covers_from: covers_from?.toISOString() ?? null,
    covers_until: covers_until.toISOString(),
    receipts: { count, gross, fee: kept, net: gross - kept },
    difference: gross - kept - payout.amount - payout.fee,
  }))
}

/**
 * Notes what a processor paid out.
 * @param by who says so
 * @throws AppError not-found where there is no such wallet; unprocessable where it would be of receipts after it
 */
export async function addPayout(
  { db, now }: Pick<Context, 'db' | 'now'>,
  { wallet, day, covers_to, currency, amount, fee, note }: NewPayout,
  by: string,
): Promise<PayoutJson> {
  const paid_at = new Date(`${day}T00:00:00Z`)
  const covers_until = covers_to ? dayAfter(covers_to) : paid_at
  if (covers_until > dayAfter(day))
    throw new AppError('unprocessable', 'A payout is of receipts before it: its last day lies after it.')
  const { id: wallet_id } = await findWallet({ db }, wallet)
  const id = randomUUIDv7()
  await db
    .insertInto('payouts')
    .values({
      id,
      wallet_id,
      paid_at,
      covers_until,
      currency,
      amount,
      fee,
      note: note ?? null,
      written_by: by,
      written_at: now(),
    })
    .execute()
  const [made] = await listPayouts(db, { id })
  return orNotFound(made, 'payout')
}

/** Takes a payout back. @throws AppError not-found */
export async function removePayout({ db }: Pick<Context, 'db'>, id: string): Promise<PayoutJson> {
  const [payout] = await listPayouts(db, { id })
  const found = orNotFound(payout, 'payout with this id')
  await db.deleteFrom('payouts').where('id', '=', id).execute()
  return found
}

function dayAfter(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 24 * 3600 * 1000)
}
