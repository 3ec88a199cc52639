import { type Kysely, sql } from 'kysely'

/** Claims: boosts that somebody reported, whether or not a wallet received them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table boosts drop constraint boosts_claim_check;
    alter table boosts add constraint boosts_claim_check check (claim in ('confirmed', 'doubtful', 'unknown', 'unproven'));
    -- What no wallet has received is nothing, in whatever is summed.
    alter table boosts add constraint boosts_unproven_check
      check (claim <> 'unproven' or (payment_count = 0 and received_msat = 0 and counted_msat = 0));
    -- Why an unproven one is shown nowhere: a host dismissed it, or who claimed it took it back.
    alter table boosts add column dropped text check (dropped in ('dismissed', 'withdrawn'));
    alter table boosts add constraint boosts_shown_nowhere check (dropped is null or claim = 'unproven');
    create index boosts_unproven on boosts (show_id, sent_at desc, id desc) where claim = 'unproven';

    create table claims (
      id uuid primary key,
      -- How it came, and what it is called there: the message's guid, the event's id.
      route text not null check (route in ('metaboost', 'note', 'zap', 'payment-note', 'stream-receipt')),
      ref text not null,
      source_id integer references sources on delete set null,
      show_id integer not null references shows on delete cascade,
      episode_id uuid references episodes,
      supporter_id uuid references supporters,
      -- The boost that it is of; null where it is not matched yet, and of what names a stream's sender.
      boost_id uuid references boosts,
      -- Who signed it: a Nostr key, or the sender's id at the app.
      key_kind text check (key_kind in ('nostr', 'app')),
      key text,
      action text check (action in ('boost', 'auto', 'stream')),
      app text,
      sender_name text,
      message text,
      position_s integer check (position_s >= 0),
      -- What was sent in all, and this payment's part of it, as claimed.
      claimed_msat bigint check (claimed_msat >= 0),
      leg_msat bigint check (leg_msat >= 0),
      fiat_amount_minor bigint,
      fiat_currency text,
      link text,
      -- What proves which payment it is about.
      payment_hash bytea check (length(payment_hash) = 32),
      url text,
      sent_at timestamptz not null,
      -- JSON as received.
      raw text not null,
      -- Put by a host where it is: never matched again.
      pinned boolean not null default false,
      -- Taken back by who sent it, before it was read.
      withdrawn_at timestamptz,
      recorded_at timestamptz not null default now(),
      unique (ref, route),
      check ((key_kind is null) = (key is null)),
      check ((fiat_amount_minor is null) = (fiat_currency is null))
    );
    create index claims_by_show on claims (show_id, sent_at);
    create index claims_by_time on claims (sent_at);
    create index claims_by_boost on claims (boost_id) where boost_id is not null;
    create index claims_by_episode on claims (episode_id) where episode_id is not null;
    create index claims_by_supporter on claims (supporter_id) where supporter_id is not null;
    create index claims_by_hash on claims (payment_hash) where payment_hash is not null;
    create index claims_of_late on claims (recorded_at) where payment_hash is not null;
    create index claims_by_url on claims using hash (url) where url is not null;
    create index payments_by_metadata_url on payments using hash (metadata_url) where metadata_url is not null;
    create index claims_unmatched on claims (show_id) where boost_id is null and route <> 'stream-receipt' and withdrawn_at is null;

    -- What was taken back before it came: another machine may deliver it later.
    create table claim_withdrawals (
      route text not null,
      ref text not null,
      key text not null,
      at timestamptz not null default now(),
      primary key (ref, route, key)
    );

    -- How far the feed of changes was read for payments that prove claims.
    create table claim_cursor (
      only_row boolean primary key default true check (only_row),
      xid xid8 not null default '0',
      id bigint not null default 0
    );
    insert into claim_cursor (xid) values (pg_current_xact_id())`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop index payments_by_metadata_url, boosts_unproven;
    drop table claim_cursor, claim_withdrawals, claims;
    delete from boosts where claim = 'unproven';
    alter table boosts drop constraint boosts_shown_nowhere, drop column dropped, drop constraint boosts_unproven_check, drop constraint boosts_claim_check;
    alter table boosts add constraint boosts_claim_check check (claim in ('confirmed', 'doubtful', 'unknown'))`.execute(
    db,
  )
}
