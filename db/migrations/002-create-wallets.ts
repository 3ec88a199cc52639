import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table wallets (
      id integer generated always as identity primary key,
      name text not null unique check (name <> ''),
      whose text not null default 'shared' check (whose in ('show', 'shared')),
      show_id integer references shows on delete set null,
      demo boolean not null default false,
      created_at timestamptz not null default now()
    )`.execute(db)
  await sql`
    create table sources (
      id integer generated always as identity primary key,
      name text not null unique check (name <> ''),
      kind text not null,
      exactness smallint not null check (exactness between 1 and 4),
      wallet_id integer not null references wallets on delete cascade,
      created_at timestamptz not null default now()
    )`.execute(db)
  await sql`create index sources_by_wallet on sources (wallet_id)`.execute(db)
  await sql`
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
    )`.execute(db)
  await sql`
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
      check (num_nonnulls(memo_contains, wallet_id, min_msat, max_msat) > 0),
      check (min_msat is null or max_msat is null or min_msat <= max_msat),
      check (effect = 'ours' or show_id is null)
    )`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table rules, shares, sources, wallets`.execute(db)
}
