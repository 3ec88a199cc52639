import { type Kysely, sql } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/** Adds 1,000 payments of the last hour like those that are there: 800 of streams, the rest of boosts; as intake does, with the feed told. */
export async function addPayments(db: Kysely<DB>): Promise<void> {
  const copied = sql.raw(`
    exactness, amount_msat, rail, ours, show_id, episode_id, supporter_id, action, app, sender_name, recipient, message,
    position_s, claimed_msat, has_metadata`)
  await db.transaction().execute(async (trx) => {
    await sql`
      create temporary table picked on commit drop as
      select id, gen_random_uuid() as new_id, now() - interval '1 hour' * random() as at
      from boosts order by random() limit 100`.execute(trx)
    await sql`
      insert into boosts (id, action, show_id, episode_id, supporter_id, sender_name, app, message, position_s, claimed_msat,
        received_msat, counted_msat, claim, payment_count, sent_at)
      select new_id, action, show_id, episode_id, supporter_id, sender_name, app, message, position_s, claimed_msat,
        received_msat, counted_msat, claim, 2, at
      from boosts join picked using (id)`.execute(trx)
    await sql`
      insert into payments (id, wallet_id, ref, settled_at, boost_id, ${copied})
      select gen_random_uuid(), 1 + leg, gen_random_uuid(), k.at, k.new_id, ${sql.raw('p.exactness, p.amount_msat, p.rail, p.ours, p.show_id, p.episode_id, p.supporter_id, p.action, p.app, p.sender_name, p.recipient, p.message, p.position_s, p.claimed_msat, p.has_metadata')}
      from picked k cross join generate_series(0, 1) leg
      join lateral (select * from payments where boost_id = k.id limit 1) p on true`.execute(trx)
    await sql`
      insert into payments (id, wallet_id, ref, settled_at, ${copied})
      select gen_random_uuid(), wallet_id, gen_random_uuid(), now() - interval '1 hour' * random(), ${copied}
      from (select * from payments where action = 'stream' order by random() limit 800) streams`.execute(trx)
  })
}
