import { type Kysely, sql } from 'kysely'

/** Payments, one settled receipt in one wallet each, and what sources reported of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table payments (
      id uuid primary key,
      wallet_id integer not null references wallets,
      -- Of the most exact sighting so far: see sources.
      exactness smallint not null,
      -- The id in the wallet, as first reported.
      ref text not null,
      payment_hash bytea check (length(payment_hash) = 32),
      -- Of AMP, whose payments share a hash.
      set_id bytea check (length(set_id) = 32),
      -- The payment that a report under the same identity contradicts.
      conflict_of uuid references payments on delete set null,
      settled_at timestamptz not null,

      -- Null where it was fiat or nothing; below zero for a refund.
      amount_msat bigint,
      -- What the receiving wallet kept.
      fee_msat bigint not null default 0,
      -- The exactness of the report that the fee comes from.
      fee_exactness smallint not null default 0,
      fiat_amount_minor bigint,
      fiat_fee_minor bigint,
      fiat_currency text,
      -- What its source says that the sats were worth.
      price_amount_minor bigint,
      price_currency text,
      rail text not null check (rail in ('keysend', 'bolt11', 'lnaddress', 'onchain', 'card', 'ach', 'free')),

      memo text,
      comment text,
      metadata_url text,
      -- The routing record that a node saw, which tells sub-accounts of a wallet apart.
      routing text,
      -- The recipient within the wallet: the split's name and routing record.
      recipient text not null default '',
      -- Whether what follows comes from podcast metadata that could be read, and how much that weighs among several reports.
      has_metadata boolean not null default false,
      metadata_rank text,
      action text check (action in ('boost', 'auto', 'stream')),
      app text,
      sender_name text,
      sender_id text,
      message text,
      position_s integer check (position_s >= 0),
      claimed_msat bigint check (claimed_msat >= 0),
      link text,
      -- Sent while another's music played: our shares do not apply.
      remote boolean not null default false,

      -- Whether it is the show's at all: a node also sees rebalances and friends.
      ours boolean not null,
      show_id integer references shows on delete cascade,
      episode_id uuid references episodes,
      -- The episode that its own metadata names; episode_id may be its boost's or a host's choice.
      named_episode_id uuid,
      supporter_id uuid references supporters,
      boost_id uuid references boosts,
      -- By these three it finds the other payments of its boost.
      shared_key uuid,
      uuid_key uuid,
      content_key uuid,
      -- Split or joined by a host: never regrouped.
      pinned boolean not null default false,
      -- When a host last changed its details by hand: late metadata only fills blanks from then on.
      corrected_at timestamptz,

      -- Of a refund: the id of the payment in the wallet, and once that is known, the payment.
      refund_ref text,
      refund_of uuid references payments,
      -- Kept, but out of boosts, totals and statements.
      set_aside boolean not null default false,
      set_aside_by_hand boolean not null default false,
      set_aside_rule_id uuid references rules on delete set null,
      -- Why a host should look at it, as a sentence; null where nobody need.
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
    );
    create unique index payments_by_hash on payments (payment_hash, coalesce(set_id, ''::bytea))
      where payment_hash is not null and conflict_of is null;
    -- Intake asks for all payments of a hash; those in conflict are left out of the unique index.
    create index conflicts_by_hash on payments (payment_hash) where conflict_of is not null;
    create index conflicts_by_payment on payments (conflict_of) where conflict_of is not null;
    create index payments_by_time on payments (settled_at desc, id desc);
    create index payments_by_wallet on payments (wallet_id, settled_at desc, id desc);
    create index payments_by_show on payments (show_id, settled_at desc, id desc);
    create index payments_by_episode on payments (episode_id, settled_at desc);
    create index payments_by_supporter on payments (supporter_id, settled_at desc);
    create index payments_by_boost on payments (boost_id) where boost_id is not null;
    create index payments_by_shared_key on payments (shared_key, settled_at) where shared_key is not null;
    create index payments_by_uuid_key on payments (uuid_key, settled_at) where uuid_key is not null;
    create index payments_by_content_key on payments (content_key, settled_at) where content_key is not null;
    create index payments_on_schedule on payments (settled_at desc, id desc) where action = 'auto';
    create index payments_needing_look on payments (settled_at desc, id desc) where needs_look is not null;
    create index payments_set_aside on payments (settled_at desc, id desc) where set_aside;
    create index payments_by_rule on payments (set_aside_rule_id) where set_aside_rule_id is not null;
    create index payments_awaiting_metadata on payments (id) where metadata_url is not null and not has_metadata;
    create index refunds_by_payment on payments (refund_of) where refund_of is not null;
    create index refunds_waiting on payments (refund_ref) where refund_ref is not null;

    create table payment_aliases (
      id uuid primary key,
      payment_id uuid not null references payments on delete cascade
    );
    create index payment_aliases_by_payment on payment_aliases (payment_id);

    -- One report of one payment by one source.
    create table sightings (
      id bigint generated always as identity primary key,
      source_id integer not null references sources,
      ref text not null,
      payment_id uuid not null references payments on delete cascade,
      -- Where this report saw it: two wallets may see one payment.
      wallet_id integer not null references wallets,
      settled_at timestamptz not null,
      amount_msat bigint,
      -- Raw, as received.
      metadata bytea,
      -- What this sighting corrected, as a sentence.
      correction text,
      recorded_at timestamptz not null default now(),
      unique (ref, source_id, payment_id)
    );
    create index sightings_by_payment on sightings (payment_id);
    create index sightings_in_order on sightings (source_id, id);

    -- Metadata of Lightning-address boosts, which is fetched from the address in a payment's memo.
    create table metadata_fetches (
      payment_id uuid primary key references payments on delete cascade,
      host text not null,
      tries integer not null default 0,
      -- Null once there is a result.
      next_at timestamptz,
      -- Taken: recorded. Contradicts: came, and is not believed. Failed: never came, or cannot be read.
      result text check (result in ('taken', 'contradicts', 'failed')),
      problem text,
      -- What came and was not believed, as it came.
      answer bytea,
      asked_at timestamptz,
      check ((next_at is null) = (result is not null))
    );
    create index metadata_fetches_due on metadata_fetches (next_at) where next_at is not null`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table metadata_fetches, sightings, payment_aliases, payments`.execute(db)
}
