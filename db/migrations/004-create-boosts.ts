import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
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
      claimed_msat bigint check (claimed_msat >= 0),
      received_msat bigint not null,
      counted_msat bigint not null,
      claim text not null check (claim in ('confirmed', 'doubtful', 'unknown')),
      claim_shares jsonb,
      fiat_amount_minor bigint,
      fiat_currency text,
      price_amount_minor bigint,
      price_currency text,
      free boolean not null default false,
      payment_count integer not null check (payment_count >= 0),
      sent_at timestamptz not null,
      link text,
      hidden boolean not null default false,
      possible_double boolean not null default false,
      difference text,
      read_at timestamptz,
      corrected_at timestamptz,
      recorded_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      search text not null generated always as
        (lower(coalesce(sender_name, '') || ' ' || coalesce(message, ''))) stored,
      check ((fiat_amount_minor is null) = (fiat_currency is null)),
      check ((price_amount_minor is null) = (price_currency is null))
    )`.execute(db)
  await sql`create index boosts_by_time on boosts (sent_at desc, id desc)`.execute(db)
  await sql`create index boosts_by_show on boosts (show_id, sent_at desc, id desc)`.execute(db)
  await sql`create index boosts_by_size on boosts (show_id, counted_msat desc, id desc)`.execute(db)
  await sql`create index boosts_by_episode on boosts (episode_id, sent_at desc, id desc)`.execute(db)
  await sql`create index boosts_by_supporter on boosts (supporter_id, sent_at desc, id desc)`.execute(db)
  await sql`create index boosts_by_text on boosts using gin (search public.gin_trgm_ops)`.execute(db)
  await sql`
    create index boosts_with_open_claims on boosts (show_id)
    where claim = 'unknown' and claimed_msat is not null`.execute(db)
  await sql`
    create table boost_aliases (
      id uuid primary key,
      boost_id uuid not null references boosts on delete cascade
    )`.execute(db)
  await sql`create index boost_aliases_by_boost on boost_aliases (boost_id)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table boost_aliases, boosts`.execute(db)
}
