import { type Kysely, sql } from 'kysely'

/** Where money is held, what reports on it, and whose it is. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table wallets (
      id integer generated always as identity primary key,
      name text not null unique check (name <> ''),
      -- Show: every receipt is the show's. Shared: only those with podcast metadata, or that a rule matches.
      whose text not null default 'shared' check (whose in ('show', 'shared')),
      -- The show that receipts of an all-the-show's wallet belong to where nothing else says.
      show_id integer references shows on delete set null,
      demo boolean not null default false,
      created_at timestamptz not null default now()
    );

    -- By what a wallet is paid, as value blocks and metadata name it: the custom record tells the accounts of a node apart.
    create table wallet_addresses (
      -- A node's public key or a Lightning address.
      address text not null check (address = lower(address) and address <> ''),
      custom_key text not null default '',
      custom_value text not null default '',
      wallet_id integer not null references wallets on delete cascade,
      primary key (address, custom_key, custom_value)
    );
    create index wallet_addresses_by_wallet on wallet_addresses (wallet_id);

    create table sources (
      id integer generated always as identity primary key,
      name text not null unique check (name <> ''),
      kind text not null,
      -- 4 a node, 3 a wallet's API, 2 a file, 1 Helipad (which rounds down to whole sats).
      exactness smallint not null check (exactness between 1 and 4),
      wallet_id integer not null references wallets on delete cascade,
      created_at timestamptz not null default now()
    );
    create index sources_by_wallet on sources (wallet_id);

    -- How a source is followed that is asked by us, rather than one that reports by itself or comes as a file.
    create table connections (
      source_id integer primary key references sources on delete cascade,
      -- What is not secret.
      settings jsonb not null,
      -- JSON of the secret settings, sealed.
      secrets text not null,
      -- Grows with every change of the settings: who runs with older ones may write no more.
      version integer not null default 1,
      paused boolean not null default false,
      cursor jsonb not null default '{}',
      state text not null default 'waiting' check (state in ('waiting', 'connecting', 'connected', 'failing')),
      -- What is wrong, and what to do, as sentences.
      problem text,
      next_step text,
      state_since timestamptz not null default now(),
      contact_at timestamptz,
      -- When the latest of its payments was settled.
      payment_at timestamptz,
      -- From settling to recording, of the last payment that came by itself.
      lag_ms bigint,
      -- How far the wallet's history is read, of how much.
      listed bigint,
      to_list bigint,
      -- What the wallet reported and could not be read.
      unread integer not null default 0,
      unread_problem text,
      check ((state = 'failing') = (problem is not null))
    );

    -- Which part of a boost a wallet gets, by the show's feed or as a host says.
    create table shares (
      id integer generated always as identity primary key,
      show_id integer not null references shows on delete cascade,
      wallet_id integer not null references wallets on delete cascade,
      share numeric(9, 8) not null check (share > 0 and share <= 1),
      origin text not null check (origin in ('feed', 'host')),
      since timestamptz not null default '-infinity',
      until timestamptz not null default 'infinity',
      check (since < until),
      unique (show_id, wallet_id, since)
    );

    -- Which receipts are set aside, or are the show's though nothing else says so.
    create table rules (
      id uuid primary key,
      effect text not null check (effect in ('set_aside', 'ours')),
      memo_contains text check (memo_contains <> ''),
      wallet_id integer references wallets on delete cascade,
      min_msat bigint,
      max_msat bigint,
      show_id integer references shows on delete cascade,
      note text,
      created_at timestamptz not null default now(),
      -- Taken back: it holds no more, and stays until the payments that it set aside are back.
      ended_at timestamptz,
      check (num_nonnulls(memo_contains, wallet_id, min_msat, max_msat) > 0),
      check (min_msat is null or max_msat is null or min_msat <= max_msat),
      check (effect = 'ours' or show_id is null)
    )`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table rules, shares, connections, sources, wallet_addresses, wallets`.execute(db)
}
