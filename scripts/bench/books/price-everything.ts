import { type Kysely, sql } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/** Gives every payment its price of the hour in dollars, as the job would have fetched them. Needs a superuser, as seeding does. */
export async function priceEverything(db: Kysely<DB>): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx)
    await sql`insert into valuings (currency) values ('USD')`.execute(trx)
    await sql`
      insert into rates (currency, at, seconds, price, origin, source)
      select 'USD', at, 3600, 90000 + (extract(epoch from at)::bigint / 3600) % 1000 + 0.25, 'provider', 'mempool.space'
      from generate_series(date_trunc('day', now(), 'UTC') - interval '731 days', now() + interval '2 days', '1 hour') at`.execute(
      trx,
    )
    await sql`
      insert into payment_rates (payment_id, currency, rate_id)
      select p.id, 'USD', r.id from payments p
      join rates r on r.currency = 'USD' and r.at = date_trunc('hour', p.settled_at, 'UTC')`.execute(trx)
  })
  await sql`vacuum analyze rates, payment_rates`.execute(db)
}
