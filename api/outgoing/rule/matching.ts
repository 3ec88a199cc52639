import { type RawBuilder, sql } from 'kysely'

/** What is older is no news: a file of the past that is imported, a backup that is restored. */
const NEWS_DAYS = 2

/**
 * Whether a boost is what a rule waits for, in SQL: of a row `r` with event, show_id, condition and since, a boost `b` and its show `s`.
 * A supporter's first boost is their first to that show.
 */
export const MATCHES: RawBuilder<boolean> = sql`
  not b.hidden and b.dropped is null
  and case r.event
    when 'arrived' then b.payment_count > 0 and b.sent_at >= ${sinceSecond()}
    when 'reported' then b.claim = 'unproven' and b.sent_at >= ${sinceSecond()}
    when 'proven' then b.payment_count > 0 and ${firstReceipt()} >= r.since and exists (select from claims c
      where c.boost_id = b.id and c.withdrawn_at is null and c.recorded_at < ${firstReceipt()})
    when 'read' then b.read_at >= r.since and (b.payment_count > 0 or b.claim = 'unproven')
    else false end
  and (b.show_id = r.show_id or (r.show_id is null and not s.demo and s.status <> 'set_aside'))
  and coalesce(b.action = r.condition ->> 'action', true)
  and (r.condition ->> 'min_sats' is null or ${amount()} >= (r.condition ->> 'min_sats')::bigint * 1000)
  and (r.condition ->> 'max_sats' is null or ${amount()} between 0 and (r.condition ->> 'max_sats')::bigint * 1000 + 999)
  and (r.condition ->> 'app' is null or lower(b.app) = lower(r.condition ->> 'app'))
  and (r.condition ->> 'from' is null
    or lower((select name from supporters where id = b.supporter_id)) = lower(r.condition ->> 'from'))
  and (r.condition ->> 'words' is null or strpos(lower(b.message), lower(r.condition ->> 'words')) > 0)
  and (r.condition ->> 'remote' is null or exists (select from payments p where p.boost_id = b.id
    and case r.condition ->> 'remote' when 'ours' then p.played_in is not null else p.remote end))
  and (not coalesce((r.condition ->> 'first')::boolean, false) or (b.supporter_id is not null and not exists (
    select from boosts e where e.show_id = b.show_id and e.supporter_id = b.supporter_id
      and e.payment_count > 0 and (e.sent_at, e.id) < (b.sent_at, b.id))))`

/** Wallets and apps say whole seconds: what was sent right after a rule began may bear the second in which it did. */
function sinceSecond() {
  return sql`date_trunc('second', r.since)`
}

/** When a wallet's first receipt of it was recorded. */
function firstReceipt() {
  return sql`(select min(p.recorded_at) from payments p where p.boost_id = b.id)`
}

/** In msat; what came as other money is below zero. */
function amount() {
  return sql`case when b.claim = 'unproven' then coalesce(b.claimed_msat, -1) else b.size_order end`
}

/** From when on what happens is news. */
export function newsSince(now: Date): Date {
  return new Date(now.getTime() - NEWS_DAYS * 86_400_000)
}
