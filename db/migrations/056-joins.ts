import { type Kysely, sql } from 'kysely'

/** What made two episodes one, so that it can be undone; and by which rule live shows are joined with what is published of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table shows
      add live_join text not null default 'same' check (live_join in ('off', 'same', 'next')),
      add live_join_hours integer not null default 24 check (live_join_hours between 1 and 240);
    alter table live_items
      add enclosure_url text,
      -- Parted by a host: no rule joins it again.
      add alone boolean not null default false;
    -- What a claim calls its episode: where two are parted again, it goes with its own.
    alter table claims add episode_guid text;
    create table episode_joins (
      id uuid primary key,
      show_id integer not null references shows on delete cascade,
      -- Not by reference: it may be joined into a third, and parted from that again.
      survivor uuid not null,
      gone uuid not null,
      why text not null check (why in ('title', 'enclosure', 'next', 'hand')),
      -- From the beginning of the live show to its publication.
      apart_s integer,
      joined_at timestamptz not null,
      parting boolean not null default false,
      -- Both as they were.
      before jsonb not null
    );
    create index episode_joins_by_survivor on episode_joins (survivor);
    create index episode_joins_by_show on episode_joins (show_id);
    -- What belonged to the one that ended.
    create table episode_join_rows (
      join_id uuid not null references episode_joins on delete cascade,
      kind text not null check (kind in ('payment', 'named', 'boost', 'claim', 'goal')),
      id uuid not null,
      primary key (join_id, kind, id)
    )`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table episode_join_rows;
    drop table episode_joins;
    delete from tasks where work ->> 'kind' = 'part-episode';
    alter table claims drop episode_guid;
    alter table live_items drop enclosure_url, drop alone;
    alter table shows drop live_join, drop live_join_hours`.execute(db)
}
