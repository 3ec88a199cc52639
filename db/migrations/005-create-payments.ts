import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table payments (
      id uuid primary key,
      wallet_id integer not null references wallets,
      exactness smallint not null,
      ref text not null,
      payment_hash bytea check (length(payment_hash) = 32),
      set_id bytea check (length(set_id) = 32),
      conflict_of uuid references payments on delete set null,
      settled_at timestamptz not null,
      amount_msat bigint,
      fee_msat bigint not null default 0,
      fiat_amount_minor bigint,
      fiat_fee_minor bigint,
      fiat_currency text,
      price_amount_minor bigint,
      price_currency text,
      rail text not null check (rail in ('keysend', 'bolt11', 'lnaddress', 'onchain', 'card', 'ach', 'free')),
      memo text,
      comment text,
      metadata_url text,
      ours boolean not null,
      show_id integer references shows on delete cascade,
      episode_id uuid references episodes,
      supporter_id uuid references supporters,
      boost_id uuid references boosts,
      action text check (action in ('boost', 'auto', 'stream')),
      app text,
      sender_name text,
      sender_id text,
      recipient text not null default '',
      message text,
      position_s integer check (position_s >= 0),
      claimed_msat bigint check (claimed_msat >= 0),
      link text,
      remote boolean not null default false,
      has_reading boolean not null default false,
      shared_key uuid,
      uuid_key uuid,
      content_key uuid,
      pinned boolean not null default false,
      refund_ref text,
      refund_of uuid references payments,
      set_aside boolean not null default false,
      set_aside_by_hand boolean not null default false,
      set_aside_rule_id uuid references rules on delete set null,
      needs_look text,
      recorded_at timestamptz not null default now(),
      check (amount_msat is null or fiat_amount_minor is null),
      check ((fiat_amount_minor is null) = (fiat_currency is null)),
      check ((fiat_amount_minor is null) = (fiat_fee_minor is null)),
      check ((price_amount_minor is null) = (price_currency is null)),
      check (rail = 'free' or amount_msat is not null or fiat_amount_minor is not null),
      check (amount_msat >= 0 or refund_ref is not null),
      check (boost_id is null or show_id is not null),
      check (boost_id is null or action <> 'stream')
    )`.execute(db)
  await sql`
    create unique index payments_by_hash on payments (payment_hash, coalesce(set_id, ''::bytea))
    where payment_hash is not null and conflict_of is null`.execute(db)
  await sql`create index payments_by_time on payments (settled_at desc, id desc)`.execute(db)
  await sql`create index payments_by_show on payments (show_id, settled_at desc, id desc)`.execute(db)
  await sql`create index payments_by_episode on payments (episode_id, settled_at desc)`.execute(db)
  await sql`create index payments_by_supporter on payments (supporter_id, settled_at desc)`.execute(db)
  await sql`create index payments_by_boost on payments (boost_id) where boost_id is not null`.execute(db)
  await sql`
    create index payments_by_shared_key on payments (shared_key, settled_at) where shared_key is not null`.execute(
    db,
  )
  await sql`
    create index payments_by_uuid_key on payments (uuid_key, settled_at) where uuid_key is not null`.execute(
    db,
  )
  await sql`
    create index payments_by_content_key on payments (content_key, settled_at) where content_key is not null`.execute(
    db,
  )
  await sql`
    create index payments_to_look_at on payments (settled_at desc, id desc) where needs_look is not null`.execute(
    db,
  )
  await sql`create index payments_set_aside on payments (settled_at desc, id desc) where set_aside`.execute(
    db,
  )
  await sql`
    create index payments_by_rule on payments (set_aside_rule_id) where set_aside_rule_id is not null`.execute(
    db,
  )
  await sql`create index conflicts_by_payment on payments (conflict_of) where conflict_of is not null`.execute(
    db,
  )
  await sql`create index refunds_by_payment on payments (refund_of) where refund_of is not null`.execute(db)
  await sql`create index refunds_waiting on payments (refund_ref) where refund_ref is not null`.execute(db)
  await sql`
    create table sightings (
      id bigint generated always as identity primary key,
      source_id integer not null references sources,
      ref text not null,
      payment_id uuid not null references payments on delete cascade,
      settled_at timestamptz not null,
      amount_msat bigint,
      metadata bytea,
      correction text,
      recorded_at timestamptz not null default now(),
      unique (ref, source_id, payment_id)
    )`.execute(db)
  await sql`create index sightings_by_payment on sightings (payment_id)`.execute(db)
  await sql`
    create table payment_aliases (
      id uuid primary key,
      payment_id uuid not null references payments on delete cascade
    )`.execute(db)
  await sql`create index payment_aliases_by_payment on payment_aliases (payment_id)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table payment_aliases, sightings, payments`.execute(db)
}
