import { type Kysely, sql } from 'kysely'

/** What shows' RSS feeds say, and how they are fetched. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table feeds (
      show_id integer primary key references shows on delete cascade,
      url text not null,
      etag text,
      last_modified text,
      title text,
      image_url text,
      guid text,
      fetched_at timestamptz,
      changed_at timestamptz,
      next_at timestamptz not null default now(),
      failures integer not null default 0,
      problem text,
      next_step text
    )`.execute(db)
  await sql`
    create table feed_items (
      show_id integer not null references shows on delete cascade,
      key text not null,
      title text,
      published_at timestamptz,
      value text not null default '',
      episode_id uuid references episodes on delete set null,
      primary key (show_id, key)
    )`.execute(db)
  await sql`create index feed_items_by_episode on feed_items (episode_id)`.execute(db)
  await sql`
    create table value_recipients (
      id integer generated always as identity primary key,
      show_id integer not null references shows on delete cascade,
      episode_id uuid references episodes on delete cascade,
      name text,
      address text not null,
      custom_key text not null default '',
      custom_value text not null default '',
      is_fee boolean not null,
      share numeric(9, 8) not null check (share >= 0 and share <= 1),
      since timestamptz not null default '-infinity',
      until timestamptz not null default 'infinity',
      check (since < until)
    )`.execute(db)
  await sql`create index value_recipients_by_show on value_recipients (show_id, episode_id)`.execute(db)
  await sql`create index value_recipients_by_episode on value_recipients (episode_id)`.execute(db)
  await sql`
    create table value_time_splits (
      episode_id uuid not null references episodes on delete cascade,
      start_s integer not null check (start_s >= 0),
      duration_s integer not null check (duration_s > 0),
      remote_share numeric(9, 8) not null check (remote_share >= 0 and remote_share <= 1),
      feed_guid text,
      item_guid text,
      primary key (episode_id, start_s)
    )`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table value_time_splits, value_recipients, feed_items, feeds`.execute(db)
}
