import { type Kysely, sql } from 'kysely'

/** What a show puts into its video: overlays, each behind an address of its own, and what they are to show. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table overlays (
      id uuid primary key,
      show_id integer not null references shows on delete cascade,
      name text not null check (name <> ''),
      -- Of the secret in its address.
      token_hash bytea not null unique,
      settings jsonb not null,
      paused boolean not null default false,
      -- The place of the last alert that was released: it only grows.
      last_place bigint not null default 0,
      -- What was recorded before is not shown.
      since timestamptz not null default now(),
      created_at timestamptz not null default now(),
      unique (show_id, name)
    );
    create table overlay_alerts (
      id bigint generated always as identity primary key,
      overlay_id uuid not null references overlays on delete cascade,
      kind text not null check (kind in ('boost', 'goal', 'test')),
      -- Under any id that it has had. No foreign key: what is shown must not hold up intake.
      boost_id uuid,
      -- With the moment at which that run of it was reached.
      goal_id uuid,
      goal_reached_at timestamptz,
      -- Whether it is shown once more.
      again boolean not null default false,
      -- In which order it is shown; null: it waits for a host to let it through.
      place bigint,
      state text not null check (state in ('waiting', 'released', 'skipped')),
      created_at timestamptz not null default now(),
      -- When an overlay first began to show it.
      shown_at timestamptz,
      check ((kind = 'boost') = (boost_id is not null)),
      check ((kind = 'goal') = (goal_id is not null)),
      check ((goal_id is null) = (goal_reached_at is null)),
      check (state <> 'released' or place is not null),
      unique (overlay_id, place)
    );
    create unique index overlay_alerts_boost_once on overlay_alerts (overlay_id, boost_id) where not again and boost_id is not null;
    create unique index overlay_alerts_goal_once on overlay_alerts (overlay_id, goal_id, goal_reached_at)
      where not again and goal_id is not null`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table overlay_alerts, overlays`.execute(db)
}
