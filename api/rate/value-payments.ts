import { type Kysely, type RawBuilder, sql } from 'kysely'
import { bestRate } from '#api/rate/price-at.ts'
import { nameOf, type ValuedBy } from '#api/rate/valuing/valuing.ts'
import type { DB } from '#db/schema/index.ts'

/** A span of time, its end left out. */
export type Span = { from: Date; until: Date }

/**
 * Gives the payments of a span that came as sats and have no rate of this valuing the best one that is known for their time;
 * those that have one keep it.
 * @param span at most a month or so: it is one statement
 * @returns how many were valued
 */
export async function valuePayments(db: Kysely<DB>, valuing: ValuedBy, span: Span): Promise<number> {
  return await note(db, valuing, span, sql`on conflict do nothing`)
}

/** Values the payments of a span anew, after a person or a file said otherwise. */
export async function revaluePayments(db: Kysely<DB>, valuing: ValuedBy, span: Span): Promise<number> {
  const otherwise = sql`on conflict (payment_id, currency) do update set rate_id = excluded.rate_id
    where payment_rates.rate_id <> excluded.rate_id`
  return await note(db, valuing, span, otherwise)
}

/** Notes beside the prices that something in the span has another one, for sums that are kept. */
async function note(
  db: Kysely<DB>,
  valuing: ValuedBy,
  { from, until }: Span,
  otherwise: RawBuilder<unknown>,
): Promise<number> {
  const name = nameOf(valuing)
  const { rows } = await sql<{ count: number }>`
    with valued as (
      insert into payment_rates (payment_id, currency, rate_id)
      select p.id, ${name}, r.id from payments p
      cross join lateral (${bestRate(valuing, sql.ref('p.settled_at'))}) r
      where p.settled_at >= ${from} and p.settled_at < ${until} and p.amount_msat is not null
      ${otherwise} returning 1
    ), noted as (
      insert into valued_spans (valuing, from_at, until_at)
      select ${name}, ${from}, ${until} where exists (select 1 from valued)
    )
    select count(*)::integer as count from valued`.execute(db)
  return rows[0]?.count ?? 0
}

/** The hours of a span in which payments wait for a rate, each as its beginning; the demo’s wait for none. */
export async function hoursWithoutRate(db: Kysely<DB>, valuing: ValuedBy, span: Span): Promise<Date[]> {
  const { rows } = await sql<{ hour: Date }>`
    select distinct date_trunc('hour', p.settled_at, 'UTC') as hour from payments p
    join wallets w on w.id = p.wallet_id and not w.demo
    where p.settled_at >= ${span.from} and p.settled_at < ${span.until} and p.amount_msat is not null
      and not exists (select from payment_rates v where v.payment_id = p.id and v.currency = ${nameOf(valuing)})
    order by 1`.execute(db)
  return rows.map(({ hour }) => hour)
}
