import { type Kysely, sql } from 'kysely'

/** What wallets say themselves that they received, to be compared with the books. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table wallet_lists (
      id uuid primary key,
      wallet_id integer not null references wallets on delete cascade,
      -- Who is said to report what is recorded from it, by name, and what kind of source that is.
      source text not null,
      kind text not null,
      -- Its name, where it is a file that was given.
      file text,
      -- Helipad's are in whole sats.
      exactness smallint not null check (exactness between 1 and 4),
      from_day date not null,
      to_day date not null,
      time_zone text not null,
      from_at timestamptz not null,
      until_at timestamptz not null,
      state text not null default 'reading' check (state in ('reading', 'read', 'failed')),
      problem text,
      listed integer not null default 0,
      unread integer not null default 0,
      balance_msat bigint,
      asked_by text not null,
      asked_at timestamptz not null default now(),
      touched_at timestamptz not null default now(),
      read_at timestamptz,
      check ((state = 'failed') = (problem is not null)),
      check ((state = 'read') = (read_at is not null)),
      check (from_at < until_at)
    );
    create index wallet_lists_by_wallet on wallet_lists (wallet_id, asked_at desc);

    create table wallet_list_items (
      list_id uuid not null references wallet_lists on delete cascade,
      -- Its id in the wallet.
      ref text not null,
      payment_hash bytea,
      set_id bytea,
      settled_at timestamptz not null,
      amount_msat bigint,
      fee_msat bigint not null default 0,
      fiat_amount_minor bigint,
      fiat_fee_minor bigint,
      fiat_currency text,
      -- The report as JSON, where nothing here had that amount under its id when it was read.
      report text,
      primary key (list_id, ref)
    );

    -- What somebody said of a difference; it holds while the difference is what it was.
    create table reconcile_notes (
      wallet_id integer not null references wallets on delete cascade,
      key text not null,
      gap text not null,
      words text not null check (words <> ''),
      written_by text not null,
      written_at timestamptz not null default now(),
      primary key (wallet_id, key)
    )`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table reconcile_notes, wallet_list_items, wallet_lists`.execute(db)
}
