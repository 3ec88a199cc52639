import { type Kysely, sql } from 'kysely'

/** Shows and their episodes, what they publish, and what their RSS feeds say. */
export async function up(db: Kysely<unknown>): Promise<void> {
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
      -- Provisional: named by a payment, and confirmed by nobody yet.
      status text not null default 'provisional' check (status in ('provisional', 'kept', 'set_aside')),
      -- What it was before it was set aside, to become that again.
      set_aside_from text check (set_aside_from in ('provisional', 'kept')),
      -- The show that it is being merged into; it ends when all of its payments are there.
      merged_into integer references shows on delete cascade,
      demo boolean not null default false,
      -- The marks of the running order: from how many sats on a boost is a baller's, and is read in full.
      baller_sats bigint not null default 20000 check (baller_sats >= read_sats),
      read_sats bigint not null default 2000 check (read_sats >= 0),
      created_at timestamptz not null default now(),
      check (not is_public or status = 'kept')
    );
    create index shows_merged on shows (merged_into) where merged_into is not null;

    -- By what payments and feeds call a show.
    create table show_names (
      kind text not null check (kind in ('guid', 'feed_id', 'feed_url', 'title')),
      value text not null,
      show_id integer not null references shows on delete cascade,
      primary key (kind, value)
    );
    create index show_names_by_show on show_names (show_id);

    -- Slugs that it had: a slug, as an id, never dies.
    create table show_aliases (
      slug text primary key,
      show_id integer not null references shows on delete cascade
    );
    create index show_aliases_by_show on show_aliases (show_id);

    create table episodes (
      id uuid primary key,
      show_id integer not null references shows on delete cascade,
      title text,
      published_at timestamptz,
      -- Named by a payment, and not by the feed yet.
      provisional boolean not null default true,
      created_at timestamptz not null default now()
    );
    create index episodes_by_show on episodes (show_id, published_at desc nulls last, id desc);

    create table episode_names (
      show_id integer not null references shows on delete cascade,
      kind text not null check (kind in ('guid', 'item_id', 'title')),
      value text not null,
      episode_id uuid not null references episodes on delete cascade,
      primary key (show_id, kind, value)
    );
    create index episode_names_by_episode on episode_names (episode_id);

    create table episode_aliases (
      id uuid primary key,
      episode_id uuid not null references episodes on delete cascade
    );
    create index episode_aliases_by_episode on episode_aliases (episode_id);

    -- What a show publishes once it is public; a show without a row has the defaults.
    create table public_settings (
      show_id integer primary key references shows on delete cascade,
      description text check (length(description) <= 2000),
      -- When messages appear.
      messages text not null default 'after_read' check (messages in ('after_read', 'at_once', 'never')),
      amounts text not null default 'exact' check (amounts in ('exact', 'rounded', 'none')),
      names boolean not null default true,
      fiat boolean not null default false,
      supporter_pages boolean not null default false,
      -- Whether search engines may list it.
      listed boolean not null default true,
      -- Whether the page says who gets which part of a boost, as the feed does anyway.
      splits boolean not null default true,
      goal_title text check (length(goal_title) between 1 and 200),
      goal_sats bigint check (goal_sats > 0),
      -- The first day that counts for the goal; null: since ever.
      goal_since date,
      check ((goal_title is null) = (goal_sats is null)),
      check (goal_since is null or goal_title is not null)
    );

    create table feeds (
      show_id integer primary key references shows on delete cascade,
      url text not null,
      etag text,
      last_modified text,
      title text,
      image_url text,
      guid text,
      fetched_at timestamptz,
      -- When it last said something new.
      changed_at timestamptz,
      next_at timestamptz not null default now(),
      failures integer not null default 0,
      -- What is wrong, and what to do, as sentences.
      problem text,
      next_step text
    );

    -- What the feed last said of an item: what it says anew changes the episode, what a host corrected meanwhile stays.
    create table feed_items (
      show_id integer not null references shows on delete cascade,
      -- The item's guid, else its title.
      key text not null,
      title text,
      published_at timestamptz,
      -- A digest of its value block.
      value text not null default '',
      episode_id uuid references episodes on delete set null,
      primary key (show_id, key)
    );
    create index feed_items_by_episode on feed_items (episode_id);

    -- Who was paid which part of a boost, by the value block of the show or of one episode, over time.
    create table value_recipients (
      id integer generated always as identity primary key,
      show_id integer not null references shows on delete cascade,
      episode_id uuid references episodes on delete cascade,
      name text,
      -- A node's public key or a Lightning address, in small letters.
      address text not null,
      custom_key text not null default '',
      custom_value text not null default '',
      is_fee boolean not null,
      -- Of the whole.
      share numeric(9, 8) not null check (share >= 0 and share <= 1),
      since timestamptz not null default '-infinity',
      until timestamptz not null default 'infinity',
      check (since < until)
    );
    create index value_recipients_by_show on value_recipients (show_id, episode_id);
    create index value_recipients_by_episode on value_recipients (episode_id);

    -- During these seconds of an episode another's music plays, which is paid this part.
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
  await sql`
    drop table value_time_splits, value_recipients, feed_items, feeds, public_settings, episode_aliases, episode_names, episodes,
      show_aliases, show_names, shows`.execute(db)
}
