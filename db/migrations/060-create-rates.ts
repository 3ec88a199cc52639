import { type Kysely, sql } from 'kysely'

/** Prices of a bitcoin, and which of them a payment was valued at: stored once, so that a book stays as it was. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table rates (
      id bigint generated always as identity primary key,
      currency text not null check (currency ~ '^[A-Z]{3}$'),
      at timestamptz not null,
      seconds integer not null check (seconds in (3600, 86400)),
      price numeric(20, 8) not null check (price > 0),
      origin text not null check (origin in ('provider', 'file', 'hand')),
      source text not null check (source <> ''),
      fetched_at timestamptz not null default now(),
      unique (currency, at, seconds, source, price)
    )`.execute(db)
  await sql`
    create table payment_rates (
      payment_id uuid not null references payments on delete cascade,
      currency text not null,
      rate_id bigint not null references rates,
      primary key (payment_id, currency)
    )`.execute(db)
  await sql`create index payment_rates_by_rate on payment_rates (rate_id)`.execute(db)
  await sql`
    create table rate_currencies (
      currency text primary key check (currency ~ '^[A-Z]{3}$'),
      wanted_at timestamptz not null default now()
    )`.execute(db)
  await sql`
    create table rate_days (
      currency text not null,
      day date not null,
      tries integer not null default 0,
      next_try_at timestamptz not null default now(),
      error text,
      primary key (currency, day)
    )`.execute(db)
  await sql`create index rate_days_by_turn on rate_days (next_try_at)`.execute(db)
  await sql`
    create table rate_cursor (
      only_row boolean primary key default true check (only_row),
      xid xid8 not null default '0',
      id bigint not null default 0
    )`.execute(db)
  await sql`insert into rate_cursor default values`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table rate_cursor, rate_days, rate_currencies, payment_rates, rates`.execute(db)
}
