import { type Kysely, sql } from 'kysely'
import { bestRate } from '#api/rate/price-at.ts'
import type { DB } from '#db/schema/index.ts'

/** A span of time, its end left out. */
export type Span = { from: Date; until: Date }

/**
 * Gives the payments of a span that came as sats and have no rate in this currency the best one that is known for their time;
 * those that have one keep it.
 * @param span at most a month or so: it is one statement
 * @returns how many were valued
 */
export async function valuePayments(db: Kysely<DB>, currency: string, span: Span): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into payment_rates (payment_id, currency, rate_id)
    select p.id, ${currency}, r.id from payments p
    cross join lateral (${bestRate(sql`${currency}`, sql.ref('p.settled_at'))}) r
    where p.settled_at >= ${span.from} and p.settled_at < ${span.until} and p.amount_msat is not null
    on conflict do nothing`.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** Values the payments of a span anew, after a person or a file said otherwise. */
export async function revaluePayments(db: Kysely<DB>, currency: string, span: Span): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into payment_rates (payment_id, currency, rate_id)
    select p.id, ${currency}, r.id from payments p
    cross join lateral (${bestRate(sql`${currency}`, sql.ref('p.settled_at'))}) r
    where p.settled_at >= ${span.from} and p.settled_at < ${span.until} and p.amount_msat is not null
    on conflict (payment_id, currency) do update set rate_id = excluded.rate_id
    where payment_rates.rate_id <> excluded.rate_id`.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** The hours of a day in which payments wait for a rate, each as its beginning. */
export async function hoursWithoutRate(db: Kysely<DB>, currency: string, span: Span): Promise<Date[]> {
  const { rows } = await sql<{ hour: Date }>`
    select distinct date_trunc('hour', p.settled_at, 'UTC') as hour from payments p
    where p.settled_at >= ${span.from} and p.settled_at < ${span.until} and p.amount_msat is not null
      and not exists (select from payment_rates v where v.payment_id = p.id and v.currency = ${currency})
    order by 1`.execute(db)
  return rows.map(({ hour }) => hour)
}
