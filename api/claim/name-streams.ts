import { type Kysely, sql } from 'kysely'
import { AFTER, BEFORE } from '#api/claim/match/telling.ts'
import type { DB } from '#db/schema/index.ts'

/** Receipts of before are looked through no more, unless they named nothing yet: wallets are read late at times. */
const RECENT = sql`interval '1 day'`
const OPEN = sql`interval '30 days'`
const [LATER, EARLIER] = [AFTER, BEFORE].map((reach) => sql`make_interval(secs => ${reach / 1000})`)
/** What apps leave away to send whole sats. */
const SAT_MSAT = 1_000

/**
 * Notes of streams that do not say who sent them which receipt does: one of the show, the app, about the time and the amount that was
 * sent. Only where one listener's receipts alone fit, and each is the other's nearest, at each recipient. It is a name and nothing
 * else: the receipt's amount counts nowhere, and what the payment is stays. A function of what is stored.
 */
export async function nameStreams(db: Kysely<DB>): Promise<void> {
  await sql`
    update payments set named_by = null from claims
    where claims.id = payments.named_by and claims.withdrawn_at is not null`.execute(db)
  await sql`
    with asked as (
      select id from claims
      where ${isReceipt} and sent_at > now() - ${OPEN}
        and (recorded_at > now() - ${RECENT} or not exists (select from payments where named_by = claims.id))),
    touched as (
      select distinct p.id from asked join claims r using (id) join payments p on ${fits}),
    near as (
      select distinct r.id from touched join payments p using (id) join claims r on ${isReceiptOf} and ${fits}),
    pairs as (
      select p.id as payment, r.id as receipt, r.supporter_id,
        row_number() over (partition by p.id order by ${distance}, r.sent_at, r.ref) as of_payment,
        row_number() over (partition by r.id, p.wallet_id, p.recipient order by ${distance}, p.settled_at, p.ref) as of_receipt
      from near join claims r using (id) join payments p on ${fits}),
    told as (
      select payment, min(receipt::text) filter (where of_payment = 1 and of_receipt = 1)::uuid as receipt
      from pairs group by payment having count(distinct supporter_id) = 1)
    update payments set named_by = told.receipt
    from touched left join told on told.payment = touched.id
    where payments.id = touched.id and payments.named_by is distinct from told.receipt`.execute(db)
}

const isReceipt = sql`route = 'stream-receipt' and withdrawn_at is null and supporter_id is not null`
const isReceiptOf = sql`r.route = 'stream-receipt' and r.withdrawn_at is null and r.supporter_id is not null`
const distance = sql`abs(extract(epoch from r.sent_at - p.settled_at))`

/** A receipt r and a stream p that says nothing of its sender. */
const fits = sql`(
  p.show_id = r.show_id and p.action = 'stream' and p.ours and not p.set_aside and p.refund_ref is null
  and p.supporter_id is null and p.sender_name is null
  and p.settled_at between r.sent_at - ${LATER} and r.sent_at + ${EARLIER}
  and lower(btrim(coalesce(p.app, r.app, ''))) = lower(btrim(coalesce(r.app, p.app, '')))
  and coalesce(p.episode_id, r.episode_id) is not distinct from coalesce(r.episode_id, p.episode_id)
  and case when r.payment_hash is not null then p.payment_hash = r.payment_hash
    when p.claimed_msat is not null then abs(p.claimed_msat - r.claimed_msat) < ${SAT_MSAT}
    else abs(p.amount_msat - r.claimed_msat) < ${SAT_MSAT} or exists (
      select from shares s where s.show_id = p.show_id and s.wallet_id = p.wallet_id
        and s.since <= p.settled_at and p.settled_at < s.until
        and abs(p.amount_msat - r.claimed_msat * s.share) < ${SAT_MSAT}) end)`
