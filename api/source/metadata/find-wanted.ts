import { type Kysely, sql } from 'kysely'
import type { Rail } from '#api/contract/rail.ts'
import { isDue } from '#db/query/is-due.ts'
import type { DB } from '#db/schema/index.ts'

/** Longer ones are no app's. */
const LONGEST_URL = 4_000

/** A payment whose metadata is to be fetched now. */
export type Wanted = {
  payment_id: string
  host: string
  tries: number
  url: string
  wallet_id: number
  wallet: string
  ref: string
  payment_hash: string | null
  set_id: string | null
  settled_at: Date
  amount_msat: number | null
  rail: Rail
  memo: string | null
  comment: string | null
}

/**
 * Puts on the queue what intake recorded since with an address and without metadata; what cannot be asked is given up at once,
 * and what has come by other ways is asked for no more.
 */
export async function queueWanted(db: Kysely<DB>, now: Date): Promise<void> {
  await sql`
    insert into metadata_fetches (payment_id, host, next_at, result, problem)
    select p.id, coalesce(u.host, ''),
           case when u.host is not null then ${now}::timestamptz end,
           case when u.host is null then 'failed' end,
           case when u.host is null then 'Its address cannot be used.' end
    from payments p
    join wallets w on w.id = p.wallet_id
    left join lateral (
      select lower(found[1]) as host from regexp_match(p.metadata_url, '^https://([^/?#@[:space:]]+)([/?#]|$)', 'i') found
      where length(p.metadata_url) <= ${LONGEST_URL}
    ) u on true
    where p.metadata_url is not null and ${isWanted} and not p.set_aside and p.amount_msat is not null and not w.demo
      and not exists (select from metadata_fetches f where f.payment_id = p.id)
    on conflict do nothing`.execute(db)
  await sql`
    update metadata_fetches f set result = 'taken', next_at = null
    from payments p
    where p.id = f.payment_id and f.next_at is not null and (not ${isWanted} or p.set_aside)`.execute(db)
}

/** Metadata has not come, or is known to be cut: see `rankOf`. */
const isWanted = sql<boolean>`(not p.has_metadata or left(p.metadata_rank, 1) = '2')`

/**
 * The fetches that are due, newest payments first, so that what is new never waits for a long history.
 * @param perHost at most so many of one host
 */
export async function findDue(
  db: Kysely<DB>,
  now: Date,
  limits: { perHost: number; all: number },
): Promise<Wanted[]> {
  const { rows } = await sql<Wanted>`
    select f.payment_id, f.host, f.tries, p.metadata_url as url, p.wallet_id, w.name as wallet, p.ref,
           encode(p.payment_hash, 'hex') as payment_hash, encode(p.set_id, 'hex') as set_id, p.settled_at, p.amount_msat,
           p.rail, p.memo, p.comment
    from (
      select *, row_number() over (partition by host order by payment_id desc) as place
      from metadata_fetches where ${isDue('next_at', now)}
    ) f
    join payments p on p.id = f.payment_id
    join wallets w on w.id = p.wallet_id
    where f.place <= ${limits.perHost}
    order by f.payment_id desc limit ${limits.all}`.execute(db)
  return rows
}
