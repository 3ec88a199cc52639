import { type Kysely, sql } from 'kysely'

/** What a new installation has behind it, when a show is recorded next, and since when somebody has not looked. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- What hosts said of the first steps; whether one is done is seen from what is there.
    create table first_steps (
      step text primary key check (step in ('show', 'wallet', 'past', 'page', 'all')),
      skipped_at timestamptz not null
    )`.execute(db)
  await sql`
    create table planned_recordings (
      show_id integer primary key references shows on delete cascade,
      at timestamptz not null,
      -- Again and again, after so many days; null: once.
      every_days smallint check (every_days between 1 and 366)
    )`.execute(db)
  await sql`
    create table show_looks (
      user_id uuid not null references users on delete cascade,
      show_id integer not null references shows on delete cascade,
      looked_at timestamptz not null,
      -- The last look of the visit before this one: what came since is new; null on the first.
      before_at timestamptz,
      primary key (user_id, show_id)
    )`.execute(db)
  await sql`create index show_looks_by_show on show_looks (show_id)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table show_looks, planned_recordings, first_steps`.execute(db)
}
