import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create extension if not exists pg_trgm with schema public`.execute(db)
  await sql`
    create table installation (
      only_row boolean primary key default true check (only_row),
      feed_epoch uuid not null default gen_random_uuid(),
      created_at timestamptz not null default now()
    )`.execute(db)
  await sql`insert into installation default values`.execute(db)
  await sql`
    create table shows (
      id integer generated always as identity primary key,
      slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
      title text not null,
      time_zone text not null default 'UTC',
      currency text not null default 'USD' check (currency ~ '^[A-Z]{3}$'),
      feed_url text,
      lightning_address text,
      is_public boolean not null default false,
      status text not null default 'provisional' check (status in ('provisional', 'kept', 'set_aside')),
      demo boolean not null default false,
      baller_sats bigint not null default 20000 check (baller_sats >= read_sats),
      read_sats bigint not null default 2000 check (read_sats >= 0),
      created_at timestamptz not null default now(),
      check (not is_public or status = 'kept')
    )`.execute(db)
  await sql`
    create table show_names (
      kind text not null check (kind in ('guid', 'feed_id', 'feed_url', 'title')),
      value text not null,
      show_id integer not null references shows on delete cascade,
      primary key (kind, value)
    )`.execute(db)
  await sql`create index show_names_by_show on show_names (show_id)`.execute(db)
  await sql`
    create table show_aliases (
      slug text primary key,
      show_id integer not null references shows on delete cascade
    )`.execute(db)
  await sql`create index show_aliases_by_show on show_aliases (show_id)`.execute(db)
  await sql`
    create table episodes (
      id uuid primary key,
      show_id integer not null references shows on delete cascade,
      title text,
      published_at timestamptz,
      provisional boolean not null default true,
      created_at timestamptz not null default now()
    )`.execute(db)
  await sql`create index episodes_by_show on episodes (show_id, published_at desc nulls last, id desc)`.execute(
    db,
  )
  await sql`
    create table episode_names (
      show_id integer not null references shows on delete cascade,
      kind text not null check (kind in ('guid', 'item_id', 'title')),
      value text not null,
      episode_id uuid not null references episodes on delete cascade,
      primary key (show_id, kind, value)
    )`.execute(db)
  await sql`create index episode_names_by_episode on episode_names (episode_id)`.execute(db)
  await sql`
    create table episode_aliases (
      id uuid primary key,
      episode_id uuid not null references episodes on delete cascade
    )`.execute(db)
  await sql`create index episode_aliases_by_episode on episode_aliases (episode_id)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table episode_aliases, episode_names, episodes, show_aliases, show_names, shows, installation`.execute(
    db,
  )
}
