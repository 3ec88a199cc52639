import { type Kysely, sql } from 'kysely'

/**
 * What shows received, as cells of a day. Cells name their show, episode, wallet and supporter without foreign keys: they
 * are made anew from the payments whenever those change, millions at once in a rebuild, and must never hold back a merge.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const msat = (...names: string[]) => names.map((name) => `${name}_msat bigint not null`).join(', ')
  const sums = `
    boosts integer not null, ${msat('boosts_counted', 'boosts_received')},
    autos integer not null, ${msat('autos_counted', 'autos_received')},
    streams integer not null, ${msat('streams_received')},
    free integer not null, fiat integer not null`

  await sql
    .raw(`
    create table totals_shows (
      show_id integer primary key references shows on delete cascade,
      time_zone text not null,
      stale boolean not null default true,
      error text,
      as_of timestamptz not null default now(),
      xid xid8 not null default '0',
      zone_xid xid8 not null default '0',
      ${sums.replaceAll('not null', 'not null default 0')},
      anonymous integer not null default 0,
      supporters integer not null default 0,
      fiat_sums jsonb not null default '[]'
    )`)
    .execute(db)
  await sql`create index totals_shows_stale on totals_shows (show_id) where stale`.execute(db)
  await sql
    .raw(`
    create table totals_cells (
      show_id integer not null,
      part text collate "C" not null check (part in ('show', 'episode', 'app', 'wallet', 'rail')),
      day date not null,
      key text collate "C" not null,
      ${sums},
      anonymous integer not null,
      primary key (show_id, part, day, key)
    )`)
    .execute(db)
  await sql`
    create table totals_fiat (
      show_id integer not null,
      part text collate "C" not null check (part in ('show', 'episode', 'app', 'wallet', 'rail', 'supporter')),
      day date not null,
      key text collate "C" not null,
      currency text collate "C" not null,
      amount_minor bigint not null,
      count integer not null,
      primary key (show_id, part, day, key, currency)
    )`.execute(db)
  await sql`
    create table totals_hours (
      show_id integer not null,
      day date not null,
      hours smallint[] not null,
      boosts integer[] not null,
      counted_msat bigint[] not null,
      streams integer[] not null,
      received_msat bigint[] not null,
      primary key (show_id, day)
    )`.execute(db)
  await sql
    .raw(`
    create table totals_supporter_days (
      show_id integer not null,
      day date not null,
      supporter_id uuid not null,
      episode_id uuid,
      ${sums},
      first_at timestamptz not null,
      last_at timestamptz not null,
      unique nulls not distinct (show_id, supporter_id, day, episode_id)
    )`)
    .execute(db)
  await sql`create index totals_supporter_days_by_day on totals_supporter_days (show_id, day)`.execute(db)
  await sql`
    create index totals_supporter_days_by_episode on totals_supporter_days (episode_id)
    where episode_id is not null`.execute(db)
  await sql
    .raw(`
    create table totals_supporters (
      show_id integer not null,
      year smallint not null,
      supporter_id uuid not null,
      ${sums},
      total_msat bigint not null,
      first_at timestamptz not null,
      last_at timestamptz not null,
      primary key (show_id, supporter_id, year)
    )`)
    .execute(db)
  await sql`
    create index totals_supporters_by_size on totals_supporters (show_id, year, total_msat, supporter_id)`.execute(
    db,
  )
  await sql`
    create table totals_state (
      only_row boolean primary key default true check (only_row),
      xid xid8 not null default '0',
      id bigint not null default 0,
      checked_at timestamptz,
      differences integer not null default 0,
      difference text
    )`.execute(db)
  await sql`insert into totals_state default values`.execute(db)
  await sql`
    create table feed_horizon (
      only_row boolean primary key default true check (only_row),
      xid xid8 not null default '0',
      id bigint not null default 0
    )`.execute(db)
  await sql`insert into feed_horizon default values`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table feed_horizon, totals_state, totals_supporters, totals_supporter_days, totals_hours, totals_fiat, totals_cells,
      totals_shows`.execute(db)
}
