import { type Kysely, sql } from 'kysely'

/** Boosts: deliberate acts of listeners, each made of one or more payments. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create extension if not exists pg_trgm with schema public;

    create table boosts (
      id uuid primary key,
      action text not null check (action in ('boost', 'auto')),
      show_id integer not null references shows on delete cascade,
      episode_id uuid references episodes,
      supporter_id uuid references supporters,
      sender_name text,
      app text,
      message text,
      position_s integer check (position_s >= 0),
      -- What the app says was sent in all; null where it says nothing usable.
      claimed_msat bigint check (claimed_msat >= 0),
      -- What the wallets got.
      received_msat bigint not null,
      -- The claim where it is confirmed, else what was received.
      counted_msat bigint not null,
      claim text not null check (claim in ('confirmed', 'doubtful', 'unknown')),
      -- The shares that the claim was judged by, of each wallet by id.
      claim_shares jsonb,
      fiat_amount_minor bigint,
      fiat_currency text,
      price_amount_minor bigint,
      price_currency text,
      -- Sent without money, by a member.
      free boolean not null default false,
      -- Zero: all of its payments were set aside or moved away; it is kept for what hosts did with it.
      payment_count integer not null check (payment_count >= 0),
      -- When its first payment was settled.
      sent_at timestamptz not null,
      link text,
      hidden boolean not null default false,
      -- Whether it may be one boost with another, which the host decides.
      possible_double boolean not null default false,
      -- What late metadata says otherwise of a boost that was read on air or corrected by hand.
      difference text,
      read_at timestamptz,
      corrected_at timestamptz,
      -- The columns that a host has set, also to nothing: late metadata leaves them alone.
      corrected_columns text[] not null default '{}',
      recorded_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      -- As lists search it.
      search text not null generated always as
        (lower(coalesce(sender_name, '') || ' ' || coalesce(message, ''))) stored,
      -- Money that is not sats comes last, below everything that is, the larger first.
      size_order bigint not null generated always as (
        case when fiat_currency is not null and received_msat = 0
          then greatest(fiat_amount_minor, 0) - 9007199254740991
          else greatest(counted_msat, 0)
        end) stored,
      check ((fiat_amount_minor is null) = (fiat_currency is null)),
      check ((price_amount_minor is null) = (price_currency is null))
    );
    create index boosts_by_time on boosts (sent_at desc, id desc);
    create index boosts_by_arrival on boosts (show_id, recorded_at desc, id desc);
    create index boosts_by_size on boosts (size_order desc, id desc);
    create index boosts_by_show on boosts (show_id, sent_at desc, id desc);
    create index boosts_by_show_and_size on boosts (show_id, size_order desc, id desc);
    create index boosts_by_episode on boosts (episode_id, sent_at desc, id desc);
    create index boosts_without_episode on boosts (show_id, sent_at desc, id desc) where episode_id is null;
    create index boosts_by_supporter on boosts (supporter_id, sent_at desc, id desc);
    create index boosts_by_app on boosts (lower(app), sent_at desc, id desc);
    create index boosts_by_text on boosts using gin (search public.gin_trgm_ops);
    create index boosts_hidden on boosts (sent_at desc, id desc) where hidden;
    create index boosts_in_doubt on boosts (sent_at desc, id desc) where claim = 'doubtful';
    create index boosts_possible_double on boosts (sent_at desc, id desc) where possible_double;
    create index boosts_read on boosts (sent_at desc, id desc) where read_at is not null;
    create index boosts_read_aloud on boosts (show_id, read_at desc, id desc)
      where read_at is not null and message is not null and not hidden;
    create index boosts_with_open_claims on boosts (show_id, id)
      where claim_shares is null and claimed_msat is not null;
    -- What a supporter did for a show is summed from the index alone, however far apart their boosts lie.
    create index boosts_of_supporter on boosts (show_id, supporter_id, sent_at, id)
      include (counted_msat, episode_id) where payment_count > 0 and not hidden;

    -- Ids never die: what became one with another is found by its id from then on.
    create table boost_aliases (
      id uuid primary key,
      boost_id uuid not null references boosts on delete cascade
    );
    create index boost_aliases_by_boost on boost_aliases (boost_id)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table boost_aliases, boosts`.execute(db)
}
