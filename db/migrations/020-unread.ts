import { type Kysely, sql } from 'kysely'

/** What wallets reported and could not be recorded, what they said word for word, and whether it is test money. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table unread (
      id bigint generated always as identity primary key,
      source_id integer not null references sources on delete cascade,
      -- Its id or hash at the source, or a digest of what it said: however often it is reported, it is one.
      ref text not null check (ref <> ''),
      -- Why, as a sentence.
      reason text not null,
      -- JSON, without preimages; null where nothing came.
      raw text,
      first_seen_at timestamptz not null default now(),
      last_seen_at timestamptz not null default now(),
      -- Nobody need see it any more.
      dismissed_at timestamptz,
      unique (source_id, ref)
    )`.execute(db)
  await sql`
    insert into unread (source_id, ref, reason)
    select source_id, 'before this list', unread_problem from connections where unread > 0 and unread_problem is not null`.execute(
    db,
  )
  await sql`
    alter table connections
      drop column unread,
      drop column unread_problem,
      -- Which network the wallet's money is of, where it is known, and whether test money is to be recorded.
      add column network text check (network in ('mainnet', 'testnet', 'signet', 'regtest', 'simnet')),
      add column count_test_money boolean not null default false,
      -- The wallet gives the time at which an invoice was made for that of its payment.
      add column untimed boolean not null default false`.execute(db)
  // What a source reported, word for word, as JSON without preimages.
  await sql`alter table sightings add column raw text`.execute(db)
  // A time in milliseconds was taken for one in seconds, and so for one that is thousands of years ahead.
  await sql`
    update connections set payment_at = (
      select max(settled_at) from sightings
      where sightings.source_id = connections.source_id and settled_at <= now())
    where payment_at > now()`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table sightings drop column raw`.execute(db)
  await sql`
    alter table connections
      drop column network,
      drop column count_test_money,
      drop column untimed,
      add column unread integer not null default 0,
      add column unread_problem text`.execute(db)
  await sql`
    update connections set unread = told.unread, unread_problem = told.reason
    from (
      select source_id, count(*)::integer as unread, (array_agg(reason order by last_seen_at desc))[1] as reason
      from unread where dismissed_at is null group by source_id) told
    where told.source_id = connections.source_id`.execute(db)
  await sql`drop table unread`.execute(db)
}
