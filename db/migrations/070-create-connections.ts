import { type Kysely, sql } from 'kysely'

/** How a source is followed that is asked by us, rather than one that reports by itself or comes as a file. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table connections (
      source_id integer primary key references sources on delete cascade,
      settings jsonb not null,
      secrets text not null,
      version integer not null default 1,
      paused boolean not null default false,
      cursor jsonb not null default '{}',
      state text not null default 'waiting' check (state in ('waiting', 'connecting', 'connected', 'failing')),
      problem text,
      next_step text,
      state_since timestamptz not null default now(),
      contact_at timestamptz,
      payment_at timestamptz,
      lag_ms bigint,
      listed bigint,
      to_list bigint,
      unread integer not null default 0,
      unread_problem text,
      check ((state = 'failing') = (problem is not null))
    )`.execute(db)
  await sql`create index sightings_in_order on sightings (source_id, id)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index sightings_in_order`.execute(db)
  await sql`drop table connections`.execute(db)
}
