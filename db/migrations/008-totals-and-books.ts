import { type Kysely, sql } from 'kysely'

/** Sums of boosts, autos and streams; and how many of these came as neither sats nor fiat, and as fiat. */
const SUMS = `
      boosts integer not null, boosts_counted_msat bigint not null, boosts_received_msat bigint not null,
      autos integer not null, autos_counted_msat bigint not null, autos_received_msat bigint not null,
      streams integer not null, streams_received_msat bigint not null,
      free integer not null, fiat integer not null`

/**
 * What shows received, as cells of a day; prices of a bitcoin; and closed months. Cells name their show, episode, wallet and supporter
 * without foreign keys: they are made anew from the payments whenever those change, millions at once in a rebuild, and must never
 * hold back a merge.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Each show's own sums of all time, and how far they have come.
    create table totals_shows (
      show_id integer primary key references shows on delete cascade,
      -- Whose days the cells are of.
      time_zone text not null,
      -- Whether all of it is to be made anew.
      stale boolean not null default true,
      -- Why it cannot be made at the moment.
      error text,
      as_of timestamptz not null default now(),
      -- Changes of transactions before this one are in.
      xid xid8 not null default '0',
      -- Changes of transactions before this one may name days of an earlier time zone.
      zone_xid xid8 not null default '0',
      ${sql.raw(SUMS.replaceAll('not null', 'not null default 0'))},
      anonymous integer not null default 0,
      supporters integer not null default 0,
      fiat_sums jsonb not null default '[]'
    );
    create index totals_shows_stale on totals_shows (show_id) where stale;

    create table totals_cells (
      show_id integer not null,
      part text collate "C" not null check (part in ('show', 'episode', 'app', 'wallet', 'rail')),
      -- Of the show's time zone.
      day date not null,
      -- The episode's or wallet's id, the app's or rail's name; empty for the show itself and for none.
      key text collate "C" not null,
      ${sql.raw(SUMS)},
      anonymous integer not null,
      primary key (show_id, part, day, key)
    );

    create table totals_fiat (
      show_id integer not null,
      part text collate "C" not null check (part in ('show', 'episode', 'app', 'wallet', 'rail', 'supporter')),
      day date not null,
      key text collate "C" not null,
      currency text collate "C" not null,
      amount_minor bigint not null,
      count integer not null,
      primary key (show_id, part, day, key, currency)
    );

    -- Of each hour of a day that has something: parallel arrays.
    create table totals_hours (
      show_id integer not null,
      day date not null,
      hours smallint[] not null,
      boosts integer[] not null,
      counted_msat bigint[] not null,
      streams integer[] not null,
      received_msat bigint[] not null,
      primary key (show_id, day)
    );

    create table totals_supporter_days (
      show_id integer not null,
      day date not null,
      supporter_id uuid not null,
      episode_id uuid,
      ${sql.raw(SUMS)},
      first_at timestamptz not null,
      last_at timestamptz not null,
      unique nulls not distinct (show_id, supporter_id, day, episode_id)
    );
    create index totals_supporter_days_by_day on totals_supporter_days (show_id, day);
    create index totals_supporter_days_by_episode on totals_supporter_days (episode_id)
      where episode_id is not null;

    create table totals_supporters (
      show_id integer not null,
      -- 0: of all time.
      year smallint not null,
      supporter_id uuid not null,
      ${sql.raw(SUMS)},
      -- Boosts and autos as counted, streams as received.
      total_msat bigint not null,
      first_at timestamptz not null,
      last_at timestamptz not null,
      primary key (show_id, supporter_id, year)
    );
    create index totals_supporters_by_size on totals_supporters (show_id, year, total_msat, supporter_id);

    -- How far the job has read the feed of changes, and what its last check found.
    create table totals_state (
      only_row boolean primary key default true check (only_row),
      xid xid8 not null default '0',
      id bigint not null default 0,
      checked_at timestamptz,
      differences integer not null default 0,
      difference text
    );
    insert into totals_state default values;

    -- Prices of a bitcoin.
    create table rates (
      id bigint generated always as identity primary key,
      currency text not null check (currency ~ '^[A-Z]{3}$'),
      -- From when on it holds, and for how long: an hour or a day.
      at timestamptz not null,
      seconds integer not null check (seconds in (3600, 86400)),
      price numeric(20, 8) not null check (price > 0),
      -- A provider's API, a file, or a person; the latter two win.
      origin text not null check (origin in ('provider', 'file', 'hand')),
      source text not null check (source <> ''),
      fetched_at timestamptz not null default now(),
      unique (currency, at, seconds, source, price)
    );

    -- Which price a payment was valued at: stored once, so that a book stays as it was.
    create table payment_rates (
      payment_id uuid not null references payments on delete cascade,
      currency text not null,
      rate_id bigint not null references rates,
      primary key (payment_id, currency)
    );
    create index payment_rates_by_rate on payment_rates (rate_id);

    create table rate_currencies (
      currency text primary key check (currency ~ '^[A-Z]{3}$'),
      wanted_at timestamptz not null default now()
    );

    -- Days (UTC) with payments that want a price.
    create table rate_days (
      currency text not null,
      day date not null,
      tries integer not null default 0,
      next_try_at timestamptz not null default now(),
      error text,
      primary key (currency, day)
    );
    create index rate_days_due on rate_days (next_try_at);

    -- How far the payments that want prices are read, in the feed of changes.
    create table rate_cursor (
      only_row boolean primary key default true check (only_row),
      xid xid8 not null default '0',
      id bigint not null default 0
    );
    insert into rate_cursor default values;

    -- Months that the books were closed for.
    create table closed_months (
      id uuid primary key,
      -- Null: of all shows.
      show_id integer references shows on delete cascade,
      month text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
      -- As it was when the month was closed.
      statement jsonb not null,
      closed_at timestamptz not null default now(),
      closed_by text not null,
      unique nulls not distinct (show_id, month)
    )`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table closed_months, rate_cursor, rate_days, rate_currencies, payment_rates, rates, totals_state, totals_supporters,
      totals_supporter_days, totals_hours, totals_fiat, totals_cells, totals_shows`.execute(db)
}
