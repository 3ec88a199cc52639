import { type Kysely, sql } from 'kysely'

/** Shows that are on the air while they are made: what feeds announce of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table live_items (
      show_id integer not null references shows on delete cascade,
      -- Its guid, as names of episodes are indexed.
      key text not null,
      -- Under the id that it had: it may be another's by now.
      episode_id uuid not null,
      title text,
      status text not null check (status in ('pending', 'live', 'ended')),
      -- As announced.
      start_at timestamptz,
      end_at timestamptz,
      -- When it was first seen on, and first seen over.
      began_at timestamptz,
      ended_at timestamptz,
      -- What boosts of The Split Kit name it by.
      event_guid text,
      in_feed boolean not null default true,
      primary key (show_id, key)
    );
    create index live_items_by_event on live_items (event_guid) where event_guid is not null;
    create index live_items_by_episode on live_items (episode_id)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table live_items`.execute(db)
}
