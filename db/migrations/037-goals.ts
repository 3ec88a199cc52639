import { type Kysely, sql } from 'kysely'

/** What a show saves for: several goals, each of a time or of all time, of sats or of what they were worth. The one of the settings is the first. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table goals (
      id uuid primary key,
      show_id integer not null references shows on delete cascade,
      -- Null: what is given to the whole show.
      episode_id uuid references episodes on delete cascade,
      title text not null check (length(title) between 1 and 200),
      -- Whole sats, or the minor unit of a currency.
      target bigint not null check (target > 0),
      -- Null: sats. Else what they were worth when they came, and what came as this money.
      currency text check (currency ~ '^[A-Z]{3}$'),
      period text not null check (period in ('month', 'year', 'season', 'total')),
      -- The days that count: both of a season, the first of a total where not all counts, none of a month or year.
      first_day date,
      last_day date,
      -- Written by the job that counts, once for each run of the goal: what tells others of a goal that was reached reads it here, in
      -- outgoing too. Together with reached_of it says which run; a goal that is changed runs anew, and has neither.
      reached_at timestamptz,
      -- The first day of the run that was reached; null: of a total since ever.
      reached_of date,
      created_at timestamptz not null default now(),
      check (case period
        when 'season' then first_day is not null and last_day is not null and first_day <= last_day
        when 'total' then last_day is null
        else first_day is null and last_day is null end)
    );
    create index goals_by_show on goals (show_id);
    create index goals_by_episode on goals (episode_id) where episode_id is not null;
    create index goals_by_reached on goals (reached_at) where reached_at is not null`.execute(db)
  await sql`
    insert into goals (id, show_id, title, target, period, first_day)
    select gen_random_uuid(), show_id, goal_title, goal_sats, 'total', goal_since
    from public_settings where goal_title is not null`.execute(db)
  await sql`alter table public_settings drop column goal_title, drop column goal_sats, drop column goal_since`.execute(
    db,
  )
}

/** Takes back with each show its first goal of sats, of the whole show and of all time. */
export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table public_settings
      add column goal_title text check (length(goal_title) between 1 and 200),
      add column goal_sats bigint check (goal_sats > 0),
      add column goal_since date,
      add constraint public_settings_check check ((goal_title is null) = (goal_sats is null)),
      add constraint public_settings_check1 check (goal_since is null or goal_title is not null)`.execute(db)
  await sql`
    with firsts as (
      select distinct on (show_id) show_id, title, target, first_day from goals
      where period = 'total' and currency is null and episode_id is null order by show_id, created_at, id)
    insert into public_settings (show_id, goal_title, goal_sats, goal_since)
    select show_id, title, target, first_day from firsts
    on conflict (show_id) do update
      set goal_title = excluded.goal_title, goal_sats = excluded.goal_sats, goal_since = excluded.goal_since`.execute(
    db,
  )
  await sql`drop table goals`.execute(db)
}
