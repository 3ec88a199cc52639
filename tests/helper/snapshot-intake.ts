import { type Kysely, sql } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/**
 * What intake stored, told by what payments are and not by made-up ids: each payment on a line, and each boost with its
 * payments' lines. Two snapshots are equal where the same payments were recorded and grouped alike.
 */
export async function snapshotIntake(db: Kysely<DB>): Promise<{ payments: object[]; boosts: object[] }> {
  const payments = await sql<{ name: string; boost_id: string | null; set_aside: boolean }>`
    select concat_ws(' ', w.name, coalesce(encode(p.payment_hash, 'hex'), p.ref), encode(p.set_id, 'hex'), p.settled_at at time zone 'UTC',
        p.amount_msat, p.fiat_amount_minor) as name,
      p.boost_id, p.rail, p.fee_msat, p.memo, p.comment, p.price_amount_minor, p.ours, p.action, p.given_action, s.title as show, e.title as episode,
      p.app, p.sender_name, p.message, p.recipient, p.claimed_msat, p.position_s, p.set_aside, p.needs_look,
      (select coalesce(encode(r.payment_hash, 'hex'), r.ref) from payments r where r.id = p.refund_of) as refund_of, p.exactness, p.metadata_rank,
      (select array_agg(distinct o.name || ' ' || x.ref order by o.name || ' ' || x.ref) from sightings x
        join sources o on o.id = x.source_id where x.payment_id = p.id) as seen_by
    from payments p join wallets w on w.id = p.wallet_id
    left join shows s on s.id = p.show_id left join episodes e on e.id = p.episode_id
    order by name, p.recipient, p.ref`.execute(db)
  const boosts = await sql<{ id: string }>`
    select b.id, b.action, s.title as show, e.title as episode, b.sender_name, b.message, b.claimed_msat, b.received_msat,
      b.counted_msat, b.claim, b.payment_count, b.sent_at, b.possible_double, b.position_s
    from boosts b join shows s on s.id = b.show_id left join episodes e on e.id = b.episode_id
    where b.payment_count > 0`.execute(db)
  return {
    payments: payments.rows.map(({ boost_id, ...payment }) => payment),
    boosts: boosts.rows
      .map(({ id, ...boost }) => {
        // One that is set aside counts for none, whichever it came from.
        const own = payments.rows.filter((payment) => payment.boost_id === id && !payment.set_aside)
        const names = own.map(({ name }) => name)
        return { payments: names, ...boost }
      })
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  }
}
