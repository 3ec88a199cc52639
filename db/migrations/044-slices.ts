import { type Kysely, sql } from 'kysely'

const SUMMED = ['totals_shows', 'totals_cells', 'totals_supporter_days', 'totals_supporters']

/** What the dashboard filters by: sums by episode, app, wallet and rail together, minutes of streaming, and who came when and came back. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of SUMMED)
    await sql`alter table ${sql.table(table)} add column minutes integer not null default 0`.execute(db)
  await sql`
    -- How many different ones gave; of wallets and rails nobody is counted.
    alter table totals_cells add column supporters integer not null default 0;
    create index totals_cells_by_episode on totals_cells (show_id, key, day) where part = 'episode';

    -- What wallets got has its wallet and rail; what listeners did and no wallet's sum tells has 0 and an empty rail.
    create table totals_slices (
      show_id integer not null,
      day date not null,
      episode_id uuid,
      app text collate "C" not null,
      wallet_id integer not null,
      rail text collate "C" not null,
      boosts integer not null, boosts_counted_msat bigint not null, boosts_received_msat bigint not null,
      autos integer not null, autos_counted_msat bigint not null, autos_received_msat bigint not null,
      streams integer not null, streams_received_msat bigint not null,
      free integer not null, fiat integer not null, minutes integer not null, anonymous integer not null,
      unique nulls not distinct (show_id, day, episode_id, app, wallet_id, rail)
    );
    create index totals_slices_by_episode on totals_slices (episode_id, day) where episode_id is not null;

    alter table totals_supporter_days
      add column app text collate "C" not null default '',
      drop constraint totals_supporter_days_show_id_supporter_id_day_episode_id_key,
      add unique nulls not distinct (show_id, supporter_id, day, episode_id, app);

    alter table totals_supporters
      -- Of a year: a bit for each day that they gave on, the first of January the first. Of all time: none.
      add column days bit(366) not null default 0::bit(366),
      -- For which episode they gave first.
      add column first_episode_id uuid;
    create index totals_supporters_by_start on totals_supporters (show_id, first_at) where year = 0;
    create index totals_supporters_by_first_episode on totals_supporters (first_episode_id)
      where year = 0 and first_episode_id is not null;

    -- How many of those who first gave in one month gave in another.
    create table totals_cohorts (
      show_id integer not null,
      -- The first days of months.
      first_month date not null,
      month date not null,
      supporters integer not null,
      primary key (show_id, first_month, month)
    );

    update totals_shows set stale = true, error = null`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table totals_cohorts, totals_slices;
    drop index totals_supporters_by_start, totals_cells_by_episode;
    truncate totals_supporter_days, totals_supporters;
    alter table totals_supporters drop column days, drop column first_episode_id;
    alter table totals_cells drop column supporters;
    alter table totals_supporter_days
      drop column app,
      add constraint totals_supporter_days_show_id_supporter_id_day_episode_id_key
        unique nulls not distinct (show_id, supporter_id, day, episode_id);
    update totals_shows set stale = true, error = null`.execute(db)
  for (const table of SUMMED) await sql`alter table ${sql.table(table)} drop column minutes`.execute(db)
}
